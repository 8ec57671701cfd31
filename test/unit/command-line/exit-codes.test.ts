import { describe, expect, test } from "vitest";
import { errorCodes } from "../../../src-main/contract/errors.ts";
import type { RunReport } from "../../../src-main/contract/run.ts";
import { exitCodeOfError, exitCodeOfRun, worstExitCode } from "../../../src-main/command-line/exit-codes.ts";

function run(status: RunReport["status"], code?: string): Pick<RunReport, "status" | "error"> {
  return { status, error: code === undefined ? null : { code, message: "" } };
}

describe("exit codes", () => {
  test("of several outcomes the first of 4, 3, 1, 5, 0 counts", () => {
    expect(worstExitCode([0, 5, 1, 3, 4])).toBe(4);
    expect(worstExitCode([0, 5, 1, 3])).toBe(3);
    expect(worstExitCode([5, 1, 0])).toBe(1);
    expect(worstExitCode([0, 5])).toBe(5);
    expect(worstExitCode([0, 0])).toBe(0);
    expect(worstExitCode([])).toBe(0);
    expect(worstExitCode([4, 130])).toBe(130);
  });

  test("each run status has its code", () => {
    expect(exitCodeOfRun(run("success"), false)).toBe(0);
    expect(exitCodeOfRun(run("no_change"), true)).toBe(0);
    expect(exitCodeOfRun(run("needs_attention", "DATA_DELETES_HELD"), false)).toBe(5);
    expect(exitCodeOfRun(run("cancelled"), false)).toBe(130);
    expect(exitCodeOfRun(run("interrupted"), false)).toBe(1);
    expect(exitCodeOfRun(run("failed", "SOURCE_CUT_ANSWER"), false)).toBe(1);
    expect(exitCodeOfRun(run("failed", "DEST_DISK_FULL"), false)).toBe(4);
    expect(exitCodeOfRun(run("failed", "DEST_LEASE_HELD"), false)).toBe(1);
    expect(exitCodeOfRun(run("failed", "SOURCE_NOT_RUNNING"), false)).toBe(3);
    expect(exitCodeOfRun(run("failed", "whatever"), false)).toBe(1);
  });

  test("a company that is not open counts only when it was named; a group company alike", () => {
    expect(exitCodeOfRun(run("not_open", "SOURCE_COMPANY_NOT_OPEN"), true)).toBe(3);
    expect(exitCodeOfRun(run("not_open", "SOURCE_COMPANY_NOT_OPEN"), false)).toBe(0);
    expect(exitCodeOfRun(run("failed", "SOURCE_GROUP_COMPANY"), true)).toBe(1);
    expect(exitCodeOfRun(run("failed", "SOURCE_GROUP_COMPANY"), false)).toBe(0);
  });

  test("what ends a whole command", () => {
    expect(exitCodeOfError("SOURCE_NOT_RUNNING")).toBe(3);
    expect(exitCodeOfError("SOURCE_NOT_TALLY")).toBe(3);
    expect(exitCodeOfError("SOURCE_TIMEOUT")).toBe(3);
    expect(exitCodeOfError("SOURCE_NO_COMPANY_OPEN")).toBe(3);
    expect(exitCodeOfError("DEST_UNWRITABLE")).toBe(4);
    expect(exitCodeOfError("CONFIG_COMPANY_UNKNOWN")).toBe(2);
    expect(exitCodeOfError("DATA_DIFFERS")).toBe(5);
    expect(exitCodeOfError("INTERNAL_STOPPED")).toBe(130);
    expect(exitCodeOfError("INTERNAL_ERROR")).toBe(1);
  });

  test("no error ends with success", () => {
    for (const code of errorCodes) expect(exitCodeOfError(code)).not.toBe(0);
  });
});
