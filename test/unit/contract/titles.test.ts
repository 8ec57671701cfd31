import { describe, expect, it } from "vitest";
import { exportTexts } from "../../../src-main/contract/texts/export-words.ts";
import { placeholdersOf } from "../../../src-main/contract/texts.ts";
import { titlesOfColumn, titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { views } from "../../../src-main/destination/views/index.ts";
import { columnsOf } from "../../../src-main/destination/views/view.ts";

const devanagari = /[\u0900-\u097F]/;
/** Names that Hindi writes as English does. */
const sameInHindi = new Set(["gstin", "cgst", "sgst", "igst"]);

describe("titles", () => {
  it("of every view and each of its columns are there in both languages", () => {
    for (const view of views) {
      const { en, hi } = titlesOfSource(view.name);
      expect(en).toMatch(/^[A-Z]/);
      expect(hi, view.name).toMatch(devanagari);
      for (const { name } of columnsOf(view)) {
        expect(titlesOfColumn(name).en).toMatch(/^[A-Z]/);
        if (!sameInHindi.has(name)) expect(titlesOfColumn(name).hi, name).toMatch(devanagari);
      }
    }
  });

  it("of other columns are their names in words", () => {
    expect(titlesOfColumn("gst_applicable_from").en).toBe("GST applicable from");
    expect(titlesOfColumn("parent_guid").en).toBe("Parent GUID");
    expect(titlesOfSource("stock_items")).toEqual({ en: "Stock items", hi: "स्टॉक आइटम" });
    expect(titlesOfSource("voucher_gst_lines").en).toBe("Voucher GST lines");
  });

  it("of exports have the same placeholders in both languages", () => {
    for (const [key, english] of Object.entries(exportTexts.en)) {
      const hindi = exportTexts.hi[key as keyof typeof exportTexts.en];
      expect(placeholdersOf(hindi), key).toEqual(placeholdersOf(english));
      expect(hindi.trim()).not.toBe("");
    }
  });
});
