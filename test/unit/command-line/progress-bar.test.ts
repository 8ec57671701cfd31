import { describe, expect, test } from "vitest";
import type { RunProgress } from "../../../src-main/contract/run.ts";
import { createProgressBar, formatProgress } from "../../../src-main/command-line/progress-bar.ts";
import { shareDone } from "../../../src-main/contract/progress.ts";

const loading: RunProgress = {
  company: "Sharma Traders",
  stage: "vouchers",
  stream: "vouchers",
  windowsDone: 3,
  windowsTotal: 12,
  rowsDone: 1000,
  rowsTotal: 4000,
  bytes: 5_000_000,
};

describe("progress", () => {
  test("the share comes from rows, else from windows, else nobody knows", () => {
    expect(shareDone(loading)).toBe(0.25);
    expect(shareDone({ ...loading, rowsTotal: null })).toBe(0.25);
    expect(shareDone({ ...loading, rowsTotal: null, windowsTotal: null })).toBeNull();
    expect(shareDone({ ...loading, rowsDone: 5000 })).toBe(1);
  });

  test("says windows, rows, speed and time left", () => {
    const line = formatProgress(loading, { elapsedMs: 10_000, rowsAtStart: 0, shareAtStart: 0 }, "en");
    expect(line).toContain("Sharma Traders");
    expect(line).toContain("25 %");
    expect(line).toContain("3/12");
    expect(line).toContain("100 a second");
    expect(line).toContain("about 30 s left");
  });

  test("does not guess at the very beginning", () => {
    const line = formatProgress(loading, { elapsedMs: 100, rowsAtStart: 0, shareAtStart: 0 }, "en");
    expect(line).not.toContain("left");
  });

  test("draws one line over itself, not wider than the terminal, not too often", () => {
    let written = "";
    let nowMs = 0;
    const terminal = { columns: 40, write: (text: string) => void (written += text) };
    const bar = createProgressBar(terminal, "en", () => nowMs);
    bar.show(loading);
    bar.show({ ...loading, rowsDone: 1001 });
    expect(written.split("\r")).toHaveLength(2);
    nowMs = 500;
    bar.show({ ...loading, rowsDone: 1500 });
    expect(written.split("\r")).toHaveLength(3);
    expect(written).not.toContain("\n");
    for (const line of written.split("\r\u001B[2K")) expect(Array.from(line).length).toBeLessThan(40);
    bar.clear();
    expect(written.endsWith("\r\u001B[2K")).toBe(true);
  });
});
