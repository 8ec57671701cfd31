import { describe, expect, it } from "vitest";
import { lastDays, sumDays } from "../../../src-main/worker/reader/read-company.ts";
import { fieldChanges } from "../../../src-main/worker/reader/read-changes.ts";

describe("the fields of a change", () => {
  it("names columns, lines and what came or went", () => {
    const changes = {
      narration: ["old", null],
      party_guid: ["1", "2"],
      voucher_ledger_entries: [
        [
          { line_no: 1, ledger_name: "Cash", amount: "10" },
          { line_no: 2, ledger_name: "Sales", amount: "-10" },
        ],
        [
          { line_no: 1, ledger_name: "Cash", amount: "118.50" },
          { line_no: 2, ledger_name: "Sales", amount: "-10" },
          { line_no: 3, ledger_name: "Tax", amount: "-8.5" },
        ],
      ],
    };
    expect(fieldChanges("update", JSON.stringify(changes))).toEqual([
      { field: "narration", before: "old", after: null },
      { field: "voucher_ledger_entries[1].amount", before: "10", after: "118.50" },
      { field: "voucher_ledger_entries[3]", before: null, after: "ledger_name: Tax, amount: -8.5" },
    ]);
  });

  it("tells the whole content of what is new or gone", () => {
    const content = { master_id: 7, name: "Cash", is_revenue: false, lines: [{ amount: "1" }] };
    expect(fieldChanges("insert", JSON.stringify(content))).toEqual([
      { field: "name", before: null, after: "Cash" },
      { field: "lines[1]", before: null, after: "amount: 1" },
    ]);
    expect(fieldChanges("delete", JSON.stringify({ name: "Cash" }))).toEqual([
      { field: "name", before: "Cash", after: null },
    ]);
    expect(fieldChanges("update", null)).toEqual([]);
  });
});

describe("the last days", () => {
  it("are thirty days of this PC's clock, those without a change too", () => {
    const now = new Date(2026, 2, 2, 0, 30);
    const days = lastDays(now);
    expect([days.length, days[0], days.at(-1)]).toEqual([30, "2026-02-01", "2026-03-02"]);
    const at = new Date(2026, 2, 1, 23, 59).toISOString();
    const sums = sumDays(days, [
      { action: "insert", changedAt: at, changes: 2 },
      { action: "restore", changedAt: at, changes: 1 },
      { action: "renumber", changedAt: at, changes: 4 },
      { action: "delete", changedAt: at, changes: 5 },
      { action: "delete", changedAt: new Date(2025, 0, 1).toISOString(), changes: 9 },
    ]);
    expect(sums.at(-2)).toEqual({ day: "2026-03-01", inserted: 3, updated: 4, deleted: 5 });
    expect(sums.at(-1)).toEqual({ day: "2026-03-02", inserted: 0, updated: 0, deleted: 0 });
  });
});
