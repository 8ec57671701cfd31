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
    const names = new Set(views.flatMap((view) => columnsOf(view).map(({ name }) => name)));
    const titles = [
      ...views.map(({ name }) => ({ name, ...titlesOfSource(name) })),
      ...[...names].map((name) => ({ name, ...titlesOfColumn(name) })),
    ];
    expect(titles.filter(({ en }) => !/^[A-Z]/.test(en))).toEqual([]);
    const withoutHindi = titles.filter(({ name, hi }) => !sameInHindi.has(name) && !devanagari.test(hi));
    expect(withoutHindi).toEqual([]);
  });

  it("of other columns are their names in words", () => {
    expect(titlesOfColumn("gst_applicable_from").en).toBe("GST applicable from");
    expect(titlesOfColumn("parent_guid").en).toBe("Parent GUID");
    expect(titlesOfSource("stock_items")).toEqual({ en: "Stock items", hi: "स्टॉक आइटम" });
    expect(titlesOfSource("voucher_gst_lines").en).toBe("GST lines of vouchers");
    expect(titlesOfSource("sync_gst_runs").en).toBe("Sync GST runs");
  });

  it("of exports have the same placeholders in both languages", () => {
    const placeholders = (texts: Readonly<Record<string, string>>): readonly unknown[] =>
      Object.entries(texts).map(([key, text]) => [key, placeholdersOf(text), text.trim() === ""]);
    expect(placeholders(exportTexts.hi)).toEqual(placeholders(exportTexts.en));
  });
});
