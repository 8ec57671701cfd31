import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepUpToDate, mayUpdateItself } from "../../../src-main/shell/updates.ts";

/** Stands for electron-updater, which works in an installed program only. */
class NotedUpdater extends EventEmitter {
  readonly calls: string[] = [];
  checkForUpdates(): Promise<unknown> {
    this.calls.push("check");
    return Promise.resolve();
  }
  downloadUpdate(): Promise<unknown> {
    this.calls.push("download");
    return Promise.resolve();
  }
  /** What the installation does besides; the program is still here afterwards. */
  onInstall: () => void = () => {};
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void {
    this.calls.push(`install ${isSilent} ${isForceRunAfter}`);
    this.onInstall();
  }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const minuteMs = 60_000;

describe("updates", () => {
  let updater: NotedUpdater;
  let isWanted: boolean;
  let isBetweenRuns: boolean;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    updater = new NotedUpdater();
    isWanted = true;
    isBetweenRuns = true;
    stop = () => {};
  });

  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  function start(): void {
    stop = keepUpToDate({
      updater,
      log: silent,
      isWanted: () => isWanted,
      isBetweenRuns: () => isBetweenRuns,
      beforeInstall: () => {
        updater.calls.push("worker ended");
        return Promise.resolve();
      },
      afterFailedInstall: () => void updater.calls.push("worker started"),
    });
  }

  it("are downloaded meanwhile, installed only between runs, once, after the worker has ended", async () => {
    isBetweenRuns = false;
    start();
    updater.emit("update-available");
    updater.emit("update-downloaded");
    await vi.advanceTimersByTimeAsync(90 * minuteMs);
    expect(updater.calls).toEqual(["check", "download"]);
    isBetweenRuns = true;
    await vi.advanceTimersByTimeAsync(4 * minuteMs);
    expect(updater.calls).toEqual(["check", "download", "worker ended", "install true true"]);
  });

  const failures: Readonly<Record<string, () => void>> = {
    "that electron-updater tells": () =>
      updater.emit("error", new Error("the signature is of somebody else")),
    "that is thrown": () => {
      throw new Error("no such file");
    },
    "that nobody tells": () => {},
  };

  it.each(Object.keys(failures))("let the worker go on after an installation %s fails", async (kind) => {
    updater.onInstall = failures[kind] ?? (() => {});
    start();
    updater.emit("update-downloaded");
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    expect(updater.calls).toEqual(["check", "worker ended", "install true true", "worker started"]);

    // What was downloaded is not tried for ever; the next look brings it again.
    updater.emit("update-downloaded");
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(updater.calls.slice(4)).toEqual(
      ["worker ended", "install true true"].concat(kind === "that nobody tells" ? [] : ["worker started"]),
    );
  });

  it("are asked for every six hours, and not at all where nobody wants them", async () => {
    start();
    await vi.advanceTimersByTimeAsync(12 * 60 * minuteMs);
    expect(updater.calls).toEqual(["check", "check", "check"]);
    isWanted = false;
    updater.emit("update-available");
    updater.emit("update-downloaded");
    await vi.advanceTimersByTimeAsync(12 * 60 * minuteMs);
    expect(updater.calls).toHaveLength(3);
  });
});

describe("a program updates itself", () => {
  let folder = "";
  const signed = "provider: github\nowner: somebody\npublisherName:\n  - Some Publisher\n";

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "tally-replica-updates-"));
    mkdirSync(path.join(folder, "resources"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function put(file: string, text: string): void {
    writeFileSync(path.join(folder, file), text);
  }

  function may(platform: NodeJS.Platform = "win32"): boolean {
    const programFile = path.join(folder, "Tally Replica.exe");
    return mayUpdateItself({ platform, resourcesFolder: path.join(folder, "resources"), programFile });
  }

  it("where it was installed and its publisher is known", () => {
    put("Uninstall Tally Replica.exe", "");
    put("resources/app-update.yml", signed);
    expect(may()).toBe(true);
    expect(may("linux")).toBe(false);
  });

  it("never where nobody signed it: its successor could be anybody's", () => {
    put("Uninstall Tally Replica.exe", "");
    expect(may()).toBe(false);
    put("resources/app-update.yml", "provider: github\nowner: somebody\n");
    expect(may()).toBe(false);
  });

  it("never where it was unpacked from the zip", () => {
    put("resources/app-update.yml", signed);
    expect(may()).toBe(false);
  });
});
