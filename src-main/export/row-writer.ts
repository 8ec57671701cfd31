import type { RowColumn, RowValues } from "../contract/rows.ts";

/** What a format had to do to keep a value whole or harmless; the person is told. */
export interface Remarks {
  /** Numbers with more digits than a workbook's number keeps. */
  readonly longNumbers: number;
  readonly cutTexts: number;
  /** Texts that a spreadsheet would have taken for a formula. */
  readonly guardedTexts: number;
}

/** One file of rows, written as they come. */
export interface RowWriter {
  /** Resolves when the writer can take more, so that memory stays constant. */
  write(rows: readonly RowValues[]): Promise<void>;
  readonly remarks: Remarks;
  /** Sheets with rows so far. */
  readonly sheets: number;
  /** Lines of label and text that say what the file contains; a format without room for them leaves them out. */
  finish(about: readonly AboutLine[]): Promise<void>;
  /** Lets go of the file; what was written is of no use. */
  abort(): Promise<void>;
}

export interface AboutLine {
  readonly label: string;
  readonly text: string;
}

export interface ExportColumn extends RowColumn {
  /** What stands in the first row. */
  readonly header: string;
}
