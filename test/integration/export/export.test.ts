import { Workbook } from "@cj-tech-master/excelts";
import Database from "better-sqlite3";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import v8 from "node:v8";
import vm from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../src-main/contract/clock.ts";
import type { ExportResult } from "../../../src-main/contract/rows.ts";
import { exportRows } from "../../../src-main/export/export-rows.ts";
import type { ExportRequest } from "../../../src-main/export/export-rows.ts";
import { startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

const formula = '=HYPERLINK("http://example.com")';
const plainText = 'नकद बिक्री; "cash"\nsecond line';

let trial: Trial;
let database: Database.Database;
let folder: string;

beforeAll(async () => {
  trial = await startTrial({ vouchers: 120 });
  const [first = 0, second = 0] = trial.control.voucherIds();
  trial.control.setNarration(first, formula);
  trial.control.setNarration(second, plainText);
  await trial.sync();
  database = new Database(trial.file, { readonly: true });
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-export-"));
});
afterAll(async () => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
  await trial[Symbol.asyncDispose]();
});

function exportView(name: string, changes: Partial<ExportRequest> = {}): Promise<ExportResult> {
  return exportRows({
    destination: trial.destination,
    query: { source: { kind: "view", name }, companyId: null, search: "", filters: [], sort: null },
    format: "csv",
    file: path.join(folder, `${name}.${changes.format ?? "csv"}`),
    mayOverwrite: true,
    language: "en",
    programVersion: "0.0.0-test",
    clock: systemClock,
    header: "names",
    signal: new AbortController().signal,
    ...changes,
  });
}

type Row = Readonly<Record<string, string | number | null>>;

function rowsOf(query: string): readonly Row[] {
  return database.prepare(query).all() as readonly Row[];
}

/** RFC 4180, read by a reader of the test's own. */
function readCsv(file: string): readonly (readonly string[])[] {
  const text = readFileSync(file, "utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  const rows: string[][] = [[]];
  for (const match of text.slice(1).matchAll(/("(?:[^"]|"")*"|[^,\r\n"]*)(,|\r\n|$)/g)) {
    const [whole, cell = "", end] = match;
    if (whole === "") break;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

async function readWorkbook(file: string): Promise<Workbook> {
  const workbook = new Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}

describe("a CSV file", () => {
  it("holds every row of the view in its order, amounts in full, texts as they are", async () => {
    const { rows, sheets, file, aboutFile } = await exportView("v_day_book");
    const expected = rowsOf("select * from v_day_book order by date, master_id");
    expect({ rows, sheets }).toEqual({ rows: expected.length, sheets: 1 });
    const [header = [], ...lines] = readCsv(file);
    expect(lines).toHaveLength(expected.length);
    for (const [index, line] of lines.entries()) {
      const told = Object.fromEntries(header.map((name, at) => [name, line[at]]));
      const row = expected[index] ?? {};
      expect(told["voucher_guid"]).toBe(row["voucher_guid"]);
      expect(told["amount"]).toBe(row["amount"] === null ? "" : String(row["amount"]));
      const narration = String(row["narration"]);
      expect(told["narration"]).toBe(narration.startsWith("=") ? `'${narration}` : narration);
      expect(told["is_cancelled"]).toBe(row["is_cancelled"] === 1 ? "TRUE" : "FALSE");
    }
    expect(lines.flat()).toEqual(expect.arrayContaining([plainText, `'${formula}`]));
    const about = readFileSync(aboutFile ?? "", "utf8");
    expect(about).toContain("Company: Sharma & Söhne");
    expect(about).toContain(`Rows: ${expected.length}`);
    expect(about).toContain("Texts with a leading apostrophe: ");
  });

  it("keeps negative amounts as numbers", async () => {
    const { file } = await exportView("v_ledger_statement");
    const [header = [], ...lines] = readCsv(file);
    const balances = lines.map((line) => line[header.indexOf("running_balance")] ?? "");
    expect(balances.filter((balance) => balance.startsWith("-")).length).toBeGreaterThan(0);
    expect(balances.filter((balance) => !/^-?\d+(\.\d+)?$/.test(balance))).toEqual([]);
  });

  it("is headed with words in the language of the person", async () => {
    const { file } = await exportView("v_trial_balance", { header: "titles", language: "hi" });
    expect(readCsv(file)[0]?.slice(1, 4)).toEqual(["कंपनी", "ग्रुप", "लेजर"]);
  });
});

describe("a workbook", () => {
  it("holds numbers as numbers, days as days, a formula as text, and says what it is", async () => {
    const { file } = await exportView("v_day_book", { format: "xlsx" });
    const workbook = await readWorkbook(file);
    const [data, about] = workbook.worksheets;
    const expected = rowsOf("select * from v_day_book order by date, master_id");
    const names = ((data?.getRow(1).values ?? []) as readonly string[]).slice(1);
    const column = (name: string): number => names.indexOf(name) + 1;
    expect(data?.rowCount).toBe(expected.length + 1);
    for (const [index, row] of expected.entries()) {
      const cells = data?.getRow(index + 2);
      expect(cells?.getCell(column("amount")).value ?? null).toBe(row["amount"]);
      const day = cells?.getCell(column("date")).value;
      expect(day instanceof Date ? day.toISOString().slice(0, 10) : day).toBe(row["date"]);
      // A text, though it begins like a formula; Excel keeps line breaks as one character.
      const narration = String(row["narration"]).replaceAll("\r\n", "\n");
      expect(cells?.getCell(column("narration")).value ?? "").toBe(narration);
    }
    expect(data?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(data?.getColumn(column("amount")).width).toBeGreaterThan(8);
    expect(about?.name).toBe("About");
    expect(about?.getSheetValues().flat()).toContain("Sharma & Söhne");
  });

  it("goes on on further sheets", async () => {
    const { file, rows, sheets } = await exportView("v_day_book", { format: "xlsx", rowsPerSheet: 51 });
    const workbook = await readWorkbook(file);
    expect(sheets).toBe(Math.ceil(rows / 50));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      "Day book",
      ...Array.from({ length: sheets - 1 }, (_, index) => `Day book (${index + 2})`),
      "About",
    ]);
    const filled = workbook.worksheets.slice(0, -1).map((sheet) => sheet.rowCount - 1);
    expect(filled.reduce((sum, count) => sum + count, 0)).toBe(rows);
    expect(Math.max(...filled)).toBe(50);
    const last = workbook.worksheets.at(-1);
    expect(last?.getSheetValues().flat()).toContain(`${sheets}, because one sheet holds 51 rows`);
  });

  it("of a view without rows has its header", async () => {
    const { file, rows, sheets } = await exportView("v_changes", {
      format: "xlsx",
      query: {
        source: { kind: "view", name: "v_changes" },
        companyId: 4711,
        search: "",
        filters: [],
        sort: null,
      },
    });
    expect({ rows, sheets }).toEqual({ rows: 0, sheets: 1 });
    const workbook = await readWorkbook(file);
    expect(workbook.worksheets[0]?.getRow(1).getCell(1).value).toBe("company_id");
  });
});

describe("an export that does not end well", () => {
  const files = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith("broken"));

  it.each(["csv", "xlsx"] as const)("leaves nothing of a %s file when it is stopped", async (format) => {
    const controller = new AbortController();
    const stopped = exportView("v_day_book", {
      format,
      file: path.join(folder, `broken.${format}`),
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: "INTERNAL_STOPPED" });
    expect(files()).toEqual([]);
  });

  it("leaves the file that was there as it was", async () => {
    const file = path.join(folder, "broken.csv");
    writeFileSync(file, "precious");
    const refused = exportView("v_day_book", { file, mayOverwrite: false });
    await expect(refused).rejects.toMatchObject({ code: "EXPORT_FILE_EXISTS", details: { file } });
    const controller = new AbortController();
    const stopped = exportView("v_day_book", {
      file,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: "INTERNAL_STOPPED" });
    expect(readFileSync(file, "utf8")).toBe("precious");
    await exportView("v_day_book", { file });
    expect(readFileSync(file, "utf8")).toContain("voucher_guid");
    rmSync(file);
    rmSync(`${file}.about.txt`);
  });

  it("says which folder is missing, and that a folder is no file", async () => {
    const file = path.join(folder, "no-such-folder", "x.csv");
    await expect(exportView("v_day_book", { file })).rejects.toMatchObject({ code: "EXPORT_FOLDER_MISSING" });
    await expect(exportView("v_day_book", { file: folder })).rejects.toMatchObject({
      code: "EXPORT_UNWRITABLE",
    });
    expect(existsSync(file)).toBe(false);
  });

  it("says that the disk is full", async ({ skip }) => {
    skip(!existsSync("/dev/full"), "there is no /dev/full");
    const file = path.join(folder, "broken.csv");
    const { symlinkSync } = await import("node:fs");
    symlinkSync("/dev/full", `${file}.part`);
    await expect(exportView("v_day_book", { file })).rejects.toMatchObject({ code: "EXPORT_DISK_FULL" });
    expect(files()).toEqual([]);
  });

  it("suggests the nearest name for a view that is not there", async () => {
    await expect(exportView("trial_balance")).rejects.toMatchObject({
      code: "CONFIG_NO_SUCH_DATA",
      details: { suggestion: "v_trial_balance" },
    });
  });
});

describe("memory", () => {
  v8.setFlagsFromString("--expose-gc");
  const collectGarbage = vm.runInNewContext("gc") as () => void;
  const heapMegabytes = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1_000_000;
  };

  it.each(["csv", "xlsx"] as const)("does not grow with the rows of a %s file", async (format) => {
    const rowsOfTest = 40_000;
    // 40,000 rows of about 1 KB each: kept in memory they would be 40 MB and more.
    const wide = `${trial.file}.${format}.sqlite`;
    new Database(trial.file).exec(`vacuum into '${wide}'`).close();
    const copy = new Database(wide);
    copy.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rowsOfTest})
      insert into change_log (company_id, seq, run_id, entity_type, tally_guid, name_or_number, action, altered_by, changes)
      select 1, 1000000 + i, 'r', 'ledgers', 'g', 'n' || i, 'insert', '', '{"a":"' || hex(randomblob(400)) || '"}' from n`);
    copy.close();
    const { openDestination } = await import("../../../src-main/destination/open-destination.ts");
    const { streams } = await import("../../../src-main/catalog/index.ts");
    await using destination = await openDestination(`sqlite:${wide}`);
    await destination.prepare(streams, "0.0.0-test");
    const heaps: number[] = [];
    const { rows } = await exportView("changes", {
      destination,
      format,
      query: {
        source: { kind: "table", name: "change_log" },
        companyId: null,
        search: "",
        filters: [],
        sort: null,
      },
      onProgress: (progress) => {
        if (progress.rows % 10_000 === 0) heaps.push(heapMegabytes());
      },
    });
    expect(rows).toBeGreaterThanOrEqual(rowsOfTest);
    expect(heaps.length).toBeGreaterThanOrEqual(4);
    expect((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)).toBeLessThan(10);
    rmSync(wide, { force: true });
  });
});
