import { describe, expect, it } from "vitest";
import { canonicalRow } from "../../../src-main/destination/canonical-row.ts";
import { ledgers, vouchers } from "../../contract/destination-catalog.ts";
import { row } from "../../contract/destination-helpers.ts";

describe("canonicalRow", () => {
  it("leaves a row that fits as it is", () => {
    const fitting = row(
      vouchers,
      "v-1",
      { date: "2024-04-01", amount: "118.5", party_guid: null },
      { children: { voucher_bill_allocations: [{ bill_name: "1", quantity: "12345678.12345678" }] } },
    );
    expect(canonicalRow(vouchers, fitting, { significantDigits: null })).toBe(fitting);
  });

  it("rounds what the product would round, in lines too, and adds no column", () => {
    const long = row(
      vouchers,
      "v-1",
      { date: "2024-04-01" },
      {
        children: {
          voucher_bill_allocations: [
            { bill_name: "1", quantity: "12345678.12345678" },
            { bill_name: "2", quantity: "1.5" },
          ],
        },
      },
    );
    const rounded = canonicalRow(vouchers, long, { significantDigits: 15 });
    expect(rounded.values).toEqual({ date: "2024-04-01" });
    expect(rounded.children["voucher_bill_allocations"]).toEqual([
      { bill_name: "1", quantity: "12345678.1234568" },
      { bill_name: "2", quantity: "1.5" },
    ]);
    expect(
      canonicalRow(ledgers, row(ledgers, "l-1", { closing_read_at: "2026-04-01T00:00:00Z" }), {
        significantDigits: null,
      }).values,
    ).toEqual({
      closing_read_at: "2026-04-01T00:00:00.000Z",
    });
  });
});
