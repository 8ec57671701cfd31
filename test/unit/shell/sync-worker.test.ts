import { EventEmitter } from "node:events";
import type { UtilityProcess } from "electron";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSyncWorker } from "../../../src-main/shell/sync-worker.ts";
import type { SyncWorker } from "../../../src-main/shell/sync-worker.ts";
import type { ToWorker } from "../../../src-main/contract/worker-messages.ts";

/** Stands for Electron's utility process: it listens at once, stops when it is told to, and leaves a moment later. */
class NotedProcess extends EventEmitter {
  readonly told: ToWorker["kind"][] = [];
  readonly stderr = null;
  readonly stdout = null;
  postMessage(message: ToWorker): void {
    this.told.push(message.kind);
    if (message.kind === "stop") this.emit("message", { kind: "stopped" });
  }
  kill(): boolean {
    setTimeout(() => this.emit("exit", 0), 10);
    return true;
  }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe("the worker", () => {
  let processes: NotedProcess[];
  let crashes: number;
  let worker: SyncWorker;

  beforeEach(() => {
    vi.useFakeTimers();
    processes = [];
    crashes = 0;
    worker = createSyncWorker({
      fork: () => {
        const started = new NotedProcess();
        processes.push(started);
        setTimeout(() => started.emit("message", { kind: "ready" }), 5);
        return started as unknown as UtilityProcess;
      },
      log: silent,
      onState: () => {},
      onCrashed: () => {
        crashes += 1;
      },
    });
    worker.start();
    worker.setUp({} as never);
  });
  afterEach(() => vi.useRealTimers());

  it("that was stopped stays away", async () => {
    await vi.advanceTimersByTimeAsync(20);
    await worker.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    worker.start();
    expect(processes).toHaveLength(1);
    expect(crashes).toBe(0);
  });

  it.each([
    ["while it is still leaving", 0],
    ["after it has left", 1_000],
  ])("comes back when it is resumed %s, set up as before, and that is no crash", async (_when, pauseMs) => {
    await vi.advanceTimersByTimeAsync(20);
    await worker.stop();
    await vi.advanceTimersByTimeAsync(pauseMs);
    worker.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(processes).toHaveLength(2);
    expect(processes[1]?.told).toEqual(["setUp"]);
    expect(crashes).toBe(0);
  });

  it("that ended by itself comes back, and that is told", async () => {
    await vi.advanceTimersByTimeAsync(20);
    processes[0]?.kill();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(processes).toHaveLength(2);
    expect(crashes).toBe(1);
  });
});
