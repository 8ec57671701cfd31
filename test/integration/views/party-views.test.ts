import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  moneyUnits,
  rawDay,
  rawItemLines,
  rawMasters,
  rawTaxHead,
  rawToday,
  rawVouchers,
} from "../../support/raw-figures.ts";
import type { RawVoucher } from "../../support/raw-figures.ts";
import { addUp, startViewTrial, sumOfColumn } from "../../support/view-trial.ts";
import type { ViewRow, ViewTrial } from "../../support/view-trial.ts";

let replica: ViewTrial;

beforeAll(async () => {
  replica = await startViewTrial(260);
});
afterAll(async () => {
  await replica[Symbol.asyncDispose]();
});

const books = () => replica.trial.control.books;
const posted = (): readonly RawVoucher[] => rawVouchers(books()).filter((each) => each.posts && each.hasCome);
const heads = ["cgst", "sgst", "igst", "cess"] as const;

describe("registers", () => {
  it.each([
    ["v_sales_register", "Sales", 1],
    ["v_purchase_register", "Purchase", -1],
  ] as const)("%s shows items, taxes and total of every such voucher", (view, baseType, sign) => {
    const signed = (amounts: readonly { readonly amount: number }[]): number =>
      amounts.reduce((total, { amount }) => total + sign * amount, 0);
    const expected = posted()
      .filter((voucher) => voucher.baseType === baseType)
      .map((voucher) => ({
        guid: voucher.guid,
        items: signed(rawItemLines(voucher)),
        ...Object.fromEntries(
          heads.map((head) => [
            head,
            signed(voucher.lines.filter(({ ledger }) => rawTaxHead(books(), ledger) === head)),
          ]),
        ),
        total: 0 - signed(voucher.lines.filter(({ raw }) => raw.logical("ISPARTYLEDGER"))),
      }));
    const shown = replica.rowsOf(`select * from ${view}`).map((row) => ({
      guid: row["voucher_guid"],
      items: moneyUnits(row["item_value"]),
      ...Object.fromEntries(heads.map((head) => [head, moneyUnits(row[head])])),
      total: moneyUnits(row["total"]),
    }));
    expect(expected.length).toBeGreaterThan(10);
    expect(new Set(shown)).toEqual(new Set(expected));
    expect(shown).toHaveLength(expected.length);
    for (const row of replica.rowsOf(`select * from ${view}`)) {
      const parts = ["item_value", ...heads, "other_value"].reduce(
        (total, name) => total + moneyUnits(row[name]),
        0,
      );
      expect(parts).toBe(moneyUnits(row["total"]));
    }
  });
});

interface RawBill {
  readonly key: string;
  readonly date: string;
  readonly due: string;
  readonly isReference: boolean;
  readonly amount: number;
}

function rawBills(): readonly RawBill[] {
  const openings = rawMasters(books(), "LEDGER").flatMap((ledger) =>
    ledger.list("BILLALLOCATIONS").map((bill) => ({
      key: `${ledger.text("NAME")} / ${bill.text("NAME")}`,
      date: bill.date("BILLDATE") ?? "",
      due: bill.dueDate("BILLCREDITPERIOD") ?? "",
      isReference: true,
      amount: bill.amount("OPENINGBALANCE")?.base ?? 0,
    })),
  );
  const allocations = posted()
    .filter(({ date }) => date <= rawToday)
    .flatMap((voucher) =>
      voucher.lines.flatMap(({ ledger, raw }) =>
        raw
          .list("BILLALLOCATIONS")
          .filter((bill) => bill.text("NAME") !== "")
          .map((bill) => ({
            key: `${ledger} / ${bill.text("NAME")}`,
            date: bill.date("BILLDATE") ?? voucher.date,
            due: bill.dueDate("BILLCREDITPERIOD") ?? "",
            isReference: ["New Ref", "Advance"].includes(bill.text("BILLTYPE")),
            amount: bill.amount("AMOUNT")?.base ?? 0,
          })),
      ),
    );
  return [...openings, ...allocations];
}

describe("v_bills_receivable and v_bills_payable", () => {
  const keyOf = (row: ViewRow): string => `${String(row["party"])} / ${String(row["bill"])}`;

  it("show what is pending of every bill", () => {
    const pending = addUp(rawBills().map(({ key, amount }) => [key, amount] as const));
    const receivable = replica.rowsOf("select * from v_bills_receivable");
    const payable = replica.rowsOf("select * from v_bills_payable");
    expect(receivable.length).toBeGreaterThan(5);
    expect(payable.length).toBeGreaterThan(5);
    const shown = new Map([
      ...receivable.map((row) => [keyOf(row), -moneyUnits(row["pending"])] as const),
      ...payable.map((row) => [keyOf(row), moneyUnits(row["pending"])] as const),
    ]);
    expect(shown).toEqual(pending);
    expect(receivable.length + payable.length).toBe(pending.size);
  });

  it("count overdue days from the due date of the bill", () => {
    const bills = Map.groupBy(rawBills(), ({ key }) => key);
    const rows = replica.rowsOf("select * from v_bills_receivable union all select * from v_bills_payable");
    const buckets = new Set<unknown>();
    for (const row of rows) {
      const all = bills.get(keyOf(row)) ?? [];
      const references = all.filter(({ isReference }) => isReference);
      const from = references.length > 0 ? references : all;
      const [date = ""] = from.map((bill) => bill.date).toSorted();
      const [due = date] = from.flatMap((bill) => (bill.due === "" ? [] : [bill.due])).toSorted();
      const days = Math.max(0, rawDay(rawToday) - rawDay(due));
      const amount = references.reduce((total, each) => total + each.amount, 0);
      expect(moneyUnits(row["amount"])).toBe(Math.abs(amount) || moneyUnits(row["pending"]));
      expect(row).toMatchObject({
        bill_date: date,
        due_date: due,
        days_overdue: days,
        bucket: bucketOf(days),
      });
      buckets.add(row["bucket"]);
    }
    expect(buckets.size).toBeGreaterThan(2);
  });

  function bucketOf(days: number): string {
    if (days === 0) return "not due";
    const limit = [30, 60, 90, 180].find((each) => days <= each);
    return limit === undefined
      ? "180+"
      : ({ 30: "0-30", 60: "31-60", 90: "61-90", 180: "91-180" }[limit] ?? "");
  }
});

describe("v_cost_centre_breakup", () => {
  it("adds up what is allocated by centre, ledger and month", () => {
    const expected = addUp(
      posted().flatMap((voucher) =>
        voucher.lines.flatMap(({ ledger, raw }) =>
          [raw, ...raw.list("INVENTORYALLOCATIONS")].flatMap((line) =>
            line
              .list("CATEGORYALLOCATIONS")
              .flatMap((category) =>
                category
                  .list("COSTCENTREALLOCATIONS")
                  .map(
                    (centre) =>
                      [
                        [
                          category.text("CATEGORY"),
                          centre.text("NAME"),
                          ledger,
                          `${voucher.date.slice(0, 7)}-01`,
                        ].join(" / "),
                        centre.amount("AMOUNT")?.base ?? 0,
                      ] as const,
                  ),
              ),
          ),
        ),
      ),
    );
    const shown = addUp(
      replica
        .rowsOf("select * from v_cost_centre_breakup")
        .map(
          (row) =>
            [
              ["category", "cost_centre", "ledger", "month_start"].map((name) => row[name]).join(" / "),
              moneyUnits(row["amount"]),
            ] as const,
        ),
    );
    expect(expected.size).toBeGreaterThan(10);
    expect(shown).toEqual(expected);
  });
});

describe("v_gst_summary", () => {
  it("holds all GST that was posted, by month", () => {
    for (const head of heads) {
      const expected = addUp(
        posted().flatMap((voucher) =>
          voucher.lines
            .filter(({ ledger }) => rawTaxHead(books(), ledger) === head)
            .map(({ amount }) => [`${voucher.date.slice(0, 7)}-01`, amount] as const),
        ),
      );
      for (const [month, amount] of expected) {
        const rows = replica.rowsOf("select * from v_gst_summary where month_start = ?", month);
        const outward = sumOfColumn(
          rows.filter((row) => row["supply_kind"] === "Outward"),
          head,
        );
        const inward = sumOfColumn(
          rows.filter((row) => row["supply_kind"] === "Inward"),
          head,
        );
        // Each row is rounded to the paisa.
        expect(Math.abs(outward - inward - amount)).toBeLessThanOrEqual(50 * rows.length);
      }
    }
  });

  it("holds the taxable value of all items and services", () => {
    const expected = posted()
      .filter(({ baseType }) => ["Sales", "Credit Note"].includes(baseType))
      .filter((voucher) => rawItemLines(voucher).length > 0)
      .flatMap((voucher) => rawItemLines(voucher))
      .reduce((total, { amount }) => total + amount, 0);
    const services = posted()
      .filter((voucher) => voucher.baseType === "Sales" && rawItemLines(voucher).length === 0)
      .flatMap(({ lines }) => lines)
      .filter(({ ledger, raw }) => !raw.logical("ISPARTYLEDGER") && rawTaxHead(books(), ledger) === "")
      .reduce((total, { amount }) => total + amount, 0);
    const outward = replica.rowsOf("select * from v_gst_summary where supply_kind = 'Outward'");
    expect(sumOfColumn(outward, "taxable")).toBe(expected + services);
  });
});
