import { describe, expect, it } from "vitest";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";
import type { RunSummary } from "../../../src-main/contract/pages.ts";
import {
  isFiltered,
  momentsOf,
  noFilter,
  sayAction,
  sayField,
  sayFieldCount,
  sayFieldValue,
  sayRunOutcome,
  secondsOf,
} from "../../../src-renderer/pages/activity/activity-model.ts";

const run: RunSummary = {
  runId: "r1",
  company: "Sharma Traders",
  companyKey: "g:1",
  syncType: "cdc",
  startedBy: "schedule",
  startedAt: "2026-04-01T05:12:00.000Z",
  completedAt: "2026-04-01T05:12:04.500Z",
  status: "success",
  inserted: 0,
  updated: 0,
  deleted: 0,
  quarantined: 0,
  tallyRequests: 3,
  tallyBytes: 56_000,
  errorCode: "",
  errorMessage: "",
};
const say = sayIn("en");

describe("the outcome of a run", () => {
  it("tells counts with Indian grouping, and what was set aside", () => {
    expect(sayRunOutcome(run, "en")).toBe("nothing changed");
    expect(sayRunOutcome({ ...run, inserted: 123_456, updated: 2, quarantined: 1 }, "en")).toBe(
      "1,23,456 new · 2 changed · 0 deleted · 1 set aside",
    );
  });

  it("is the error where there is one", () => {
    expect(sayRunOutcome({ ...run, inserted: 3, errorMessage: "Tally went away." }, "en")).toBe(
      "Tally went away.",
    );
  });

  it("is the error in the window's language, and as it is kept where its code is not known", () => {
    const failed = { ...run, errorMessage: "Tally went away.", errorCode: "SOURCE_NOT_RUNNING" };
    expect(sayRunOutcome(failed, "hi")).toMatch(/[\u0900-\u097F]/);
    expect(sayRunOutcome({ ...failed, errorCode: "OF_A_NEWER_VERSION" }, "hi")).toBe("Tally went away.");
  });

  it("says of a comparison whether it found something, and nothing of a run under way", () => {
    expect(sayRunOutcome({ ...run, syncType: "verify" }, "en")).toBe("no difference found");
    expect(sayRunOutcome({ ...run, status: "in_progress" }, "en")).toBe("under way");
  });

  it("took so many seconds, and none while it runs or when the clock was set back", () => {
    expect(secondsOf(run)).toBe(4.5);
    expect(secondsOf({ ...run, completedAt: null })).toBeNull();
    expect(secondsOf({ ...run, completedAt: "2026-04-01T04:00:00.000Z" })).toBe(0);
  });
});

describe("filters", () => {
  it("take whole days of this PC, both included", () => {
    expect(momentsOf({ from: "2026-04-01", to: "2026-04-01" })).toEqual({
      from: new Date(2026, 3, 1).toISOString(),
      to: new Date(2026, 3, 2).toISOString(),
    });
    expect(momentsOf({ from: "", to: "nonsense" })).toEqual({ from: null, to: null });
  });

  it("know whether anything is filtered", () => {
    expect(isFiltered(noFilter)).toBe(false);
    expect(isFiltered({ ...noFilter, search: "x" })).toBe(true);
  });
});

describe("a change", () => {
  it("is said in words; what a newer version wrote is shown as it is", () => {
    expect(sayAction("renumber", say)).toBe("renumbered");
    expect(sayAction("merge", say)).toBe("merge");
    expect(sayFieldCount([], say)).toBe("");
    expect(sayFieldCount([{ field: "a", before: null, after: "1" }], say)).toBe("1 field");
  });

  it("names fields and lines as people do, in both languages", () => {
    expect(sayField("narration", "en")).toBe("Narration");
    expect(sayField("voucher_ledger_entries[2].amount", "en")).toBe("Ledger lines of vouchers 2: Amount");
    expect(sayField("voucher_ledger_entries[2]", "hi")).toMatch(/[\u0900-\u097F].* 2$/);
    expect(sayFieldValue("opening_balance", "-1234567.50", "en")).toBe("-12,34,567.50");
    expect(sayFieldValue("voucher_bill_allocations[1].amount", "-25939", "en")).toBe("-25,939.00");
    const line = "voucher_ledger_entries[2]";
    expect(sayFieldValue(line, "ledger_name: Cash, amount: 100.00", "en")).toBe(
      "Ledger name: Cash, Amount: 100.00",
    );
    // What people wrote is theirs.
    expect(sayFieldValue("narration", "cheque, to: Ram", "en")).toBe("cheque, to: Ram");
    expect(sayFieldValue("reference", "1234567.50", "en")).toBe("1234567.50");
  });
});
