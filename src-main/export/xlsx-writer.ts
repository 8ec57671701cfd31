import { WorkbookWriter } from "@cj-tech-master/excelts";
import type { WorksheetWriter } from "@cj-tech-master/excelts";
import type { RowValues } from "../contract/rows.ts";
import type { Value } from "../contract/value.ts";
import type { AboutLine, ExportColumn, RowWriter } from "./row-writer.ts";
import type { TargetFile } from "./target-file.ts";
import { cellOf, columnLooks, rowsOfSheet, widthOf } from "./xlsx-values.ts";
import type { CellValue } from "./xlsx-values.ts";

const longestText = 32_767;
const longestSheetName = 31;
const headerFont = { bold: true, name: "Calibri", size: 11 };
/** Rows after which the disk may catch up. */
const rowsPerWait = 250;

interface WorkbookParts {
  readonly title: string;
  readonly aboutTitle: string;
  readonly author: string;
  readonly at: Date;
  readonly rowsPerSheet?: number;
}

/** A workbook written row by row: no row stays in memory. What it contains is said on its last sheet. */
export function createXlsxWriter(
  target: TargetFile,
  columns: readonly ExportColumn[],
  { title, aboutTitle, author, at, rowsPerSheet = rowsOfSheet }: WorkbookParts,
): RowWriter {
  const workbook = new WorkbookWriter({
    stream: target.stream,
    useStyles: true,
    creator: author,
    lastModifiedBy: author,
    created: at,
    modified: at,
  });
  let sheet: WorksheetWriter | null = null;
  let sheets = 0;
  let rowsInSheet = 0;
  let longNumbers = 0;
  let cutTexts = 0;
  const cell = (column: ExportColumn, value: Value): CellValue => {
    const made = cellOf(column.type, value);
    if (typeof made !== "string") return made;
    if (column.type === "money" || column.type === "number") longNumbers += 1;
    if (made.length > longestText) cutTexts += 1;
    return made.slice(0, longestText);
  };
  const nextSheet = async (): Promise<WorksheetWriter> => {
    if (sheet !== null) await endSheet(sheet, { row: rowsInSheet, col: columns.length });
    sheets += 1;
    rowsInSheet = 1;
    return startSheet(workbook, sheetName(title, sheets), columns);
  };
  return {
    get remarks() {
      return { longNumbers, cutTexts, guardedTexts: 0 };
    },
    get sheets() {
      return sheets;
    },
    write: async (rows: readonly RowValues[]) => {
      for (const [index, row] of rows.entries()) {
        if (sheet === null || rowsInSheet === rowsPerSheet) sheet = await nextSheet();
        sheet.addRow(columns.map((column, at) => cell(column, row[at] ?? null))).commit();
        rowsInSheet += 1;
        if (index % rowsPerWait === rowsPerWait - 1) await target.ready();
      }
      await target.ready();
    },
    finish: async (about) => {
      // Without a row there is still a sheet with its header.
      sheet ??= await nextSheet();
      await endSheet(sheet, { row: rowsInSheet, col: columns.length });
      writeAbout(workbook, aboutTitle, about);
      await workbook.commit();
    },
    abort: async () => {},
  };
}

function startSheet(
  workbook: WorkbookWriter,
  name: string,
  columns: readonly ExportColumn[],
): WorksheetWriter {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: "frozen", xSplit: 0, ySplit: 1 }],
  });
  sheet.columns = columns.map((column) => {
    const { format } = columnLooks[column.type];
    return {
      width: widthOf(column, column.header),
      ...(format === null ? {} : { style: { numFmt: format } }),
    };
  });
  const header = sheet.addRow(columns.map((column) => column.header));
  header.font = headerFont;
  header.eachCell((cell) => {
    cell.numFmt = "General";
  });
  header.commit();
  return sheet;
}

/** The next sheet may begin only when this one is in the file: until then its rows would wait in memory. */
async function endSheet(sheet: WorksheetWriter, filterTo?: { row: number; col: number }): Promise<void> {
  if (filterTo !== undefined) sheet.autoFilter = { from: { row: 1, col: 1 }, to: filterTo };
  const written = new Promise<void>((resolve) => {
    sheet.stream.once("zipped", () => resolve());
  });
  sheet.commit();
  await written;
}

function writeAbout(workbook: WorkbookWriter, title: string, about: readonly AboutLine[]): void {
  const sheet = workbook.addWorksheet(sheetName(title, 1));
  sheet.columns = [{ width: 28 }, { width: 100, style: { alignment: { wrapText: true, vertical: "top" } } }];
  for (const { label, text } of about) {
    const row = sheet.addRow([label, text.slice(0, longestText)]);
    row.getCell(1).font = headerFont;
    row.commit();
  }
}

/** Excel takes 31 characters and none of these. */
function sheetName(title: string, index: number): string {
  const end = index === 1 ? "" : ` (${index})`;
  const name = title.replaceAll(/[[\]:*?/\\]/g, " ").replaceAll(/^'|'$/g, " ");
  return `${name.slice(0, longestSheetName - end.length)}${end}`;
}
