import { rename, rm, writeFile } from "node:fs/promises";
import type { Clock } from "../contract/clock.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { ExportFormat, ExportProgress, ExportResult, RowQuery } from "../contract/rows.ts";
import type { Language } from "../contract/texts.ts";
import { sayExport } from "../contract/texts/export-words.ts";
import { streamRows } from "../destination/browse.ts";
import type { RowStream } from "../destination/browse.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import type { Destination } from "../destination/destination.ts";
import { describeExport } from "./about.ts";
import { createCsvWriter } from "./csv-writer.ts";
import type { AboutLine, ExportColumn, RowWriter } from "./row-writer.ts";
import { fileError, openTarget } from "./target-file.ts";
import type { TargetFile } from "./target-file.ts";
import { rowsOfSheet } from "./xlsx-values.ts";

export interface ExportRequest {
  /** Prepared. */
  readonly destination: Destination;
  readonly query: RowQuery;
  readonly format: ExportFormat;
  readonly file: string;
  readonly mayOverwrite: boolean;
  readonly language: Language;
  readonly programVersion: string;
  readonly clock: Clock;
  /** What stands in the first row: words for people, or the names of the database for programs. */
  readonly header?: "titles" | "names" | undefined;
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
  readonly signal: AbortSignal;
  /** A smaller number than a sheet holds, for tests. */
  readonly rowsPerSheet?: number | undefined;
}

/**
 * Writes the rows of a view or table as one moment of the database shows them, in constant memory. The file appears
 * whole at the end or not at all, also when the person stops it.
 */
export async function exportRows(request: ExportRequest): Promise<ExportResult> {
  const { destination, query, file, signal, mayOverwrite } = request;
  throwIfStopped(signal);
  const companies = await companiesOf(destination, query.companyId);
  const stream = streamRows(destination, query);
  const target = await openTarget(file, mayOverwrite);
  try {
    const writer = await createWriter(request, target, stream);
    const rows = await writeAll(request, stream, writer);
    const about = aboutOf(request, { stream, writer, rows, companies });
    await writer.finish(about);
    throwIfStopped(signal);
    const aboutFile = request.format === "csv" ? await writeAboutFile(file, about) : null;
    const bytes = await keepOrForget(target, aboutFile);
    return { rows, sheets: writer.sheets, file, aboutFile, bytes };
  } catch (error) {
    await target.discard();
    throw fileError(error, file);
  }
}

function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new ReplicaError("INTERNAL_STOPPED");
}

async function companiesOf(
  destination: Destination,
  companyId: number | null,
): Promise<readonly CompanyRow[]> {
  const companies = await listCompanies(destination.db);
  return companyId === null ? companies : companies.filter(({ id }) => id === companyId);
}

async function createWriter(
  { format, language, header, clock, programVersion, rowsPerSheet }: ExportRequest,
  target: TargetFile,
  { source }: RowStream,
): Promise<RowWriter> {
  const columns: readonly ExportColumn[] = source.columns.map((column) => ({
    ...column,
    header: header === "names" ? column.name : column.title[language],
  }));
  switch (format) {
    case "csv":
      return createCsvWriter(target, columns);
    case "xlsx": {
      // Loaded only for a workbook: it is by far the largest part of an export.
      const { createXlsxWriter } = await import("./xlsx-writer.ts");
      return createXlsxWriter(target, columns, {
        title: source.title[language],
        aboutTitle: sayExport(language, "aboutSheet"),
        author: `Tally Replica ${programVersion}`,
        at: clock.now(),
        ...(rowsPerSheet === undefined ? {} : { rowsPerSheet }),
      });
    }
  }
}

async function writeAll(
  { onProgress, signal }: ExportRequest,
  { batches }: RowStream,
  writer: RowWriter,
): Promise<number> {
  let rows = 0;
  for await (const batch of batches) {
    throwIfStopped(signal);
    await writer.write(batch);
    rows += batch.length;
    onProgress?.({ rows });
  }
  throwIfStopped(signal);
  return rows;
}

interface Written {
  readonly stream: RowStream;
  readonly writer: RowWriter;
  readonly rows: number;
  readonly companies: readonly CompanyRow[];
}

function aboutOf(
  { destination, query, programVersion, clock, language, format, rowsPerSheet }: ExportRequest,
  { stream, writer, rows, companies }: Written,
): readonly AboutLine[] {
  return describeExport({
    description: stream.source,
    query,
    hasDeleted: stream.source.hasDeleted,
    companies,
    database: destination.description,
    programVersion,
    at: clock.now(),
    language,
    rows,
    sheets: writer.sheets,
    rowsPerSheet: rowsPerSheet ?? rowsOfSheet,
    remarks: writer.remarks,
    areTimesLocal: format === "xlsx",
  });
}

async function keepOrForget(target: TargetFile, aboutFile: string | null): Promise<number> {
  try {
    return await target.keep();
  } catch (error) {
    if (aboutFile !== null) await rm(aboutFile, { force: true });
    throw error;
  }
}

/** Beside a CSV file, which has no room for it. */
async function writeAboutFile(file: string, about: readonly AboutLine[]): Promise<string> {
  const aboutFile = `${file}.about.txt`;
  const text = about.map(({ label, text }) => `${label}: ${text}\r\n`).join("");
  const part = `${aboutFile}.part`;
  try {
    await writeFile(part, `\uFEFF${text}`, { mode: 0o600 });
    await rename(part, aboutFile);
    return aboutFile;
  } catch (error) {
    await rm(part, { force: true });
    throw fileError(error, aboutFile);
  }
}
