import { describe, expect, test } from "vitest";
import { formatChanges } from "../../../src-main/command-line/change-lines.ts";

const sales = { line_no: 1, ledger_name: "Sales", ledger_guid: "g1", amount: "100" };
const party = { line_no: 2, ledger_name: "Ravi", ledger_guid: "g2", amount: "-118" };
const tax = { line_no: 3, ledger_name: "CGST", ledger_guid: "g3", amount: "9" };

describe("an update", () => {
  test("shows before and after of each column, empty said in words", () => {
    const lines = formatChanges({ narration: ["", "Paid"], is_cancelled: [false, true] }, false, "en");
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
      false,
      "en",
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
      false,
      "en",
    );
    expect(lines).toEqual(["voucher ledger entries line 2 added: ledger name: CGST, amount: 9"]);
  });

  test("a line taken away is told with what it held", () => {
    const lines = formatChanges({ voucher_ledger_entries: [[sales, party], [party]] }, false, "en");
    expect(lines).toEqual(["voucher ledger entries line 1 removed: ledger name: Sales, amount: 100"]);
  });

  test("GUIDs are not shown to people", () => {
    expect(formatChanges({ party_guid: ["a", "b"], party_name: ["A", "B"] }, false, "en")).toEqual([
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
    expect(formatChanges(content, true, "en")).toEqual([
      "date: 2026-04-01",
      "voucher ledger entries: ledger name: Sales, amount: 100",
    ]);
  });
});

describe("odd content", () => {
  test("nothing and nonsense are printed as nothing", () => {
    expect(formatChanges(null, false, "en")).toEqual([]);
    expect(formatChanges({}, false, "hi")).toEqual([]);
    expect(formatChanges({ a: "x" }, false, "en")).toEqual(["a: (empty) → (empty)"]);
  });

  test("line breaks and control characters are made visible", () => {
    expect(formatChanges({ narration: ["a\nb", "\u001B[2J"] }, false, "en")).toEqual([
      "narration: a⏎b → ·[2J",
    ]);
  });
});
