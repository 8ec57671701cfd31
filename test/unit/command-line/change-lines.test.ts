import { describe, expect, test } from "vitest";
import { formatChanges } from "../../../src-main/command-line/change-lines.ts";

const asUpdate = { isWhole: false, isDetailed: false, language: "en" } as const;
const asContent = { ...asUpdate, isWhole: true };

const sales = { line_no: 1, ledger_name: "Sales", ledger_guid: "g1", amount: "100" };
const party = { line_no: 2, ledger_name: "Ravi", ledger_guid: "g2", amount: "-118" };
const tax = { line_no: 3, ledger_name: "CGST", ledger_guid: "g3", amount: "9" };

describe("an update", () => {
  test("shows before and after of each column, empty said in words", () => {
    const lines = formatChanges({ narration: ["", "Paid"], is_cancelled: [false, true] }, asUpdate);
    expect(lines).toEqual(["narration: (empty) → Paid", "is cancelled: no → yes"]);
  });

  test("shows which line changed, and in what", () => {
    const changed = { ...party, amount: "-120" };
    const lines = formatChanges(
      {
        voucher_ledger_entries: [
          [sales, party],
          [sales, changed],
        ],
      },
      asUpdate,
    );
    expect(lines).toEqual(["voucher ledger entries line 2: amount: -118 → -120"]);
  });

  test("a line put in the middle is one new line, not a change of all that follow", () => {
    const lines = formatChanges(
      {
        voucher_ledger_entries: [
          [sales, party],
          [sales, { ...tax, line_no: 2 }, { ...party, line_no: 3 }],
        ],
      },
      asUpdate,
    );
    expect(lines).toEqual(["voucher ledger entries line 2 added: ledger name: CGST, amount: 9"]);
  });

  test("a line taken away is told with what it held", () => {
    const lines = formatChanges({ voucher_ledger_entries: [[sales, party], [party]] }, asUpdate);
    expect(lines).toEqual(["voucher ledger entries line 1 removed: ledger name: Sales, amount: 100"]);
  });

  test("GUIDs are not shown to people", () => {
    expect(formatChanges({ party_guid: ["a", "b"], party_name: ["A", "B"] }, asUpdate)).toEqual([
      "party name: A → B",
    ]);
  });
});

describe("an insert or delete", () => {
  test("shows what is filled, then each line", () => {
    const content = {
      date: "2026-04-01",
      narration: "",
      is_cancelled: false,
      master_id: 7,
      voucher_ledger_entries: [sales],
    };
    expect(formatChanges(content, asContent)).toEqual([
      "date: 2026-04-01",
      "voucher ledger entries: ledger name: Sales, amount: 100",
    ]);
  });
});

describe("what follows from the rest", () => {
  const content = { date: "2026-04-01", persisted_view: "Invoice", voucher_gst_lines: [{ rate: "9" }] };

  test("is left out, unless all is asked for", () => {
    expect(formatChanges(content, asContent)).toEqual(["date: 2026-04-01"]);
    expect(formatChanges(content, { ...asContent, isDetailed: true })).toEqual([
      "date: 2026-04-01, persisted view: Invoice",
      "voucher gst lines: rate: 9",
    ]);
  });
});

describe("odd content", () => {
  test("nothing and nonsense are printed as nothing", () => {
    expect(formatChanges(null, asUpdate)).toEqual([]);
    expect(formatChanges({}, { ...asUpdate, language: "hi" })).toEqual([]);
    expect(formatChanges({ a: "x" }, asUpdate)).toEqual(["a: (empty) → (empty)"]);
  });

  test("line breaks and control characters are made visible", () => {
    expect(formatChanges({ narration: ["a\nb", "\u001B[2J"] }, asUpdate)).toEqual(["narration: a⏎b → ·[2J"]);
  });
});
