import { describe, expect, it } from "vitest";
import { deriveVoucher } from "../../../src-main/sync/derive-vouchers.ts";
import { MasterFacts } from "../../../src-main/sync/facts.ts";

function gstRateOf(...rates: readonly (readonly [dutyHead: string, rate: string])[]): unknown {
  const voucher = {
    guid: "guid-1",
    masterId: 1,
    alterId: 1,
    lastModified: null,
    values: { voucher_type_name: "Sales" },
    children: {
      voucher_inventory_entries: [{ item_name: "Bolt" }],
      voucher_gst_lines: rates.map(([duty_head, rate]) => ({
        source: "item",
        source_line_no: 1,
        duty_head,
        rate,
      })),
    },
  };
  const [line] = deriveVoucher(voucher, new MasterFacts()).children["voucher_inventory_entries"] ?? [];
  return line?.["gst_rate"] ?? null;
}

describe("the GST rate of an item line", () => {
  it("is what was typed, to the last decimal that rates are kept with", () => {
    expect(gstRateOf(["IGST", "9.33333333"])).toBe("9.33333333");
    expect(gstRateOf(["CGST", "4.66666667"], ["SGST/UTGST", "4.66666666"])).toBe("9.33333333");
    expect(gstRateOf(["IGST", "0.00000001"])).toBe("0.00000001");
  });

  it("is integrated tax before central and state tax, and nothing where none was typed", () => {
    expect(gstRateOf(["IGST", "18"], ["CGST", "9"], ["SGST/UTGST", "9"])).toBe("18");
    expect(gstRateOf(["IGST", "0"], ["CGST", "2.5"], ["SGST/UTGST", "2.5"])).toBe("5");
    expect(gstRateOf(["Cess", "12"])).toBeNull();
    expect(gstRateOf()).toBeNull();
  });
});
