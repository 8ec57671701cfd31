import { PassThrough } from "node:stream";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCsvWriter, guardText } from "../../../src-main/export/csv-writer.ts";
import { exportFileName } from "../../../src-main/contract/file-names.ts";
import { fileError } from "../../../src-main/export/target-file.ts";
import type { TargetFile } from "../../../src-main/export/target-file.ts";
import { cellOf, dayCell, momentCell, numberCell } from "../../../src-main/export/xlsx-values.ts";

describe("texts in a CSV file", () => {
  it("cannot become a formula, and stay readable", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom("=", "+", "-", "@", "\t", "\r", ""),
        (text, start) => {
          const given = `${start}${text}`;
          const guarded = guardText(given);
          expect(guarded === given || guarded === `'${given}`).toBe(true);
          expect(guarded).toMatch(/^(-\d+(\.\d+)?$|'|(?!\s*[=+\-@])[^\t\r\n]|$)/);
        },
      ),
    );
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["+91 98200", "'+91 98200"],
    ["-2+3", "'-2+3"],
    ["\tx", "'\tx"],
    ["\r=1", "'\r=1"],
    ["＝1", "'＝1"],
    [" =1", "' =1"],
    ["\u00A0+1", "'\u00A0+1"],
    ["-5.00", "-5.00"],
    ["a=b", "a=b"],
    ["", ""],
  ])("%j is written %j", (given, written) => {
    expect(guardText(given)).toBe(written);
  });
});

/** What a program shows that ends a row at any line end outside of quotes, as spreadsheets do. */
function readAsSpreadsheet(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let rest = text.replace(/^\uFEFF/, "");
  while (rest !== "") {
    const [whole, cell = "", end] = /^("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|\r|\n|$)/.exec(rest) ?? [rest];
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    rest = rest.slice(whole.length);
    if (end !== "," && rest !== "") rows.push([]);
  }
  return rows;
}

describe("a CSV file", () => {
  const column = {
    name: "narration",
    type: "text",
    title: { en: "", hi: "" },
    isPersonal: false,
    header: "narration",
  } as const;

  async function written(texts: readonly string[]): Promise<string> {
    const stream = new PassThrough();
    const target = { stream, ready: async () => {} } as unknown as TargetFile;
    await createCsvWriter(target, [column, column]).write(texts.map((text) => [text, "end"]));
    return String(stream.read());
  }

  it("keeps its rows whatever line ends, quotes and commas a text holds", async () => {
    const unit = fc.constantFrom("\r", "\n", "\r\n", '"', ",", ";", "=", "'", "a", "नक", " ");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit }), { minLength: 1, maxLength: 5 }), async (texts) => {
        expect(readAsSpreadsheet(await written(texts))).toEqual([
          ["narration", "narration"],
          ...texts.map((text) => [guardText(text), "end"]),
        ]);
      }),
    );
  });
});

describe("numbers in a workbook", () => {
  it("are numbers as long as none of their digits is lost, else the text itself", () => {
    expect(numberCell("-118.5")).toBe(-118.5);
    expect(numberCell("0")).toBe(0);
    expect(numberCell("0.00000001")).toBe(1e-8);
    expect(numberCell("123456789012345")).toBe(123_456_789_012_345);
    expect(numberCell("99999999999.1234")).toBe(99_999_999_999.1234);
    expect(numberCell("9999999999999999.1234")).toBe("9999999999999999.1234");
    expect(numberCell("-999999999999.1234")).toBe("-999999999999.1234");
  });

  it("read back as the same amount", () => {
    const amounts = fc.tuple(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.integer({ min: 0, max: 8 }),
    );
    fc.assert(
      fc.property(amounts, ([units, scale]) => {
        const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
        const whole = digits.slice(0, digits.length - scale);
        const text = `${units < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${digits.slice(-scale)}`}`;
        const cell = numberCell(text);
        expect(typeof cell === "string" ? cell : cell.toFixed(scale)).toBe(text);
      }),
    );
  });

  it("are days and times of Excel's calendar", () => {
    expect(dayCell("1900-03-01")).toBe(61);
    expect(dayCell("2026-04-01")).toBe(46_113);
    expect(dayCell("1899-12-31")).toBe("1899-12-31");
    const noon = new Date(2026, 3, 1, 12, 0, 0);
    expect(momentCell(noon.toISOString())).toBe(46_113.5);
  });

  it("and flags keep their kind; an empty text is an empty cell", () => {
    expect(cellOf("bool", true)).toBe(true);
    expect(cellOf("int", 7)).toBe(7);
    expect(cellOf("name", "=1+1")).toBe("=1+1");
    expect(cellOf("name", "")).toBeNull();
    expect(cellOf("money", null)).toBeNull();
  });
});

describe("the file", () => {
  it("gets a name that every system takes", () => {
    const name = (companyName: string | null, source: string): string =>
      exportFileName({
        source,
        companyName,
        format: "xlsx",
        at: new Date(2026, 10, 22),
        language: "en",
      });
    expect(name('A/B: "Söhne" <शर्मा>?', "v_day_book")).toBe("A B Söhne शर्मा - Day book - 2026-11-22.xlsx");
    expect(name(null, "v_trial_balance")).toBe("Trial balance - 2026-11-22.xlsx");
    expect(name("CON.", "v_day_book")).toBe("_CON. - Day book - 2026-11-22.xlsx");
  });

  it.each([
    ["EBUSY", "linux", "EXPORT_FILE_IN_USE"],
    ["EPERM", "win32", "EXPORT_FILE_IN_USE"],
    ["EPERM", "linux", "EXPORT_UNWRITABLE"],
    ["EACCES", "win32", "EXPORT_UNWRITABLE"],
    ["ENOSPC", "win32", "EXPORT_DISK_FULL"],
    ["ENOENT", "linux", "EXPORT_FOLDER_MISSING"],
  ] as const)("%s on %s is told as %s", (code, platform, told) => {
    const error = Object.assign(new Error(code), { code });
    expect(fileError(error, "x.csv", platform)).toMatchObject({ code: told, details: { file: "x.csv" } });
  });

  it("leaves other errors alone", () => {
    const error = new Error("something else");
    expect(fileError(error, "x.csv")).toBe(error);
  });
});
