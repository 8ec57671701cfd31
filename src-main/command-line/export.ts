import type { Command } from "commander";
import path from "node:path";
import { ReplicaError } from "../contract/errors.ts";
import { exportFormats } from "../contract/rows.ts";
import type { ExportFormat, ExportResult, RowSource } from "../contract/rows.ts";
import { countThings, formatCount, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { sayExport } from "../contract/texts/export-words.ts";
import { listSources } from "../destination/browse.ts";
import { listCompanies } from "../destination/companies-store.ts";
import { personalColumnsOf } from "../export/about.ts";
import { exportRows } from "../export/export-rows.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { oneOf } from "./option-values.ts";
import { withDatabase } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";
import { usageError } from "./usage-error.ts";

interface ExportOptions {
  readonly view?: string;
  readonly table?: string;
  readonly company?: string;
  readonly format?: ExportFormat;
  readonly out: string;
  readonly overwrite?: boolean;
  readonly names?: boolean;
  readonly includeDeleted?: boolean;
}

const rowsPerNote = 100_000;

function sourceOf({ view, table }: ExportOptions, language: Language): RowSource {
  if (view !== undefined && table !== undefined) {
    throw usageError(language, "conflictingOptions", { name: "--view", other: "--table" });
  }
  if (view !== undefined) return { kind: "view", name: view };
  if (table !== undefined) return { kind: "table", name: table };
  throw usageError(language, "missingOption", { name: "--view | --table" });
}

/** The ending of the file says the format where none is named. */
function formatOf({ format, out }: ExportOptions, language: Language): ExportFormat {
  if (format !== undefined) return format;
  const ending = path.extname(out).slice(1).toLowerCase();
  const found = exportFormats.find((each) => each === ending);
  if (found !== undefined) return found;
  throw usageError(language, "missingOption", { name: "--format" });
}

/** Reads from the database alone, so an export needs no Tally. */
async function exportToFile(call: Call, options: ExportOptions): Promise<void> {
  const { language, output, signal, clock, programVersion } = call;
  const source = sourceOf(options, language);
  const format = formatOf(options, language);
  await withDatabase(call, async (destination) => {
    const companies = await listCompanies(destination.db);
    const { company } = options;
    let noted = 0;
    const result = await exportRows({
      destination,
      query: {
        source,
        companyId: company === undefined ? null : chooseStoredCompany(companies, company, language).id,
        search: "",
        filters: [],
        sort: null,
        includeDeleted: options.includeDeleted === true,
      },
      format,
      file: path.resolve(options.out),
      mayOverwrite: options.overwrite === true,
      language,
      header: options.names === true ? "names" : "titles",
      programVersion,
      clock,
      signal,
      onProgress: ({ rows }) => {
        if (rows - noted < rowsPerNote) return;
        noted = rows;
        output.note(countThings(language, "rows", rows));
      },
    });
    if (signal.aborted) throw new ReplicaError("INTERNAL_STOPPED");
    report(call, source, result, destination.streams);
  });
}

function report(
  { language, output }: Call,
  source: RowSource,
  result: ExportResult,
  streams: Parameters<typeof listSources>[0],
): void {
  const { rows, sheets, file, aboutFile, bytes } = result;
  const said = { rows: countThings(language, "rows", rows), file };
  output.line(sayExport(language, "done", said));
  if (sheets > 1) output.line(sayExport(language, "doneSheets", { sheets: formatCount(sheets) }));
  const { kind, name } = source;
  const found = listSources(streams).find((each) => each.source.kind === kind && each.source.name === name);
  const personal = personalColumnsOf(found?.columns ?? [], language).join(", ");
  if (personal !== "") output.note(sayExport(language, "donePersonal", { columns: personal }));
  output.document({ source: name, rows, sheets, file, aboutFile, bytes });
}

export function addExportCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("export")
    .description(help.export)
    .option("--view <name>", help.optionView)
    .option("--table <name>", help.optionExportTable)
    .option("--company <name>", help.optionCompany)
    .option("--format <format>", help.optionFormat, oneOf(language, "--format", exportFormats))
    .requiredOption("--out <file>", help.optionOut)
    .option("--overwrite", help.optionOverwrite)
    .option("--names", help.optionNames)
    .option("--include-deleted", help.optionIncludeDeleted)
    .action((options: ExportOptions) =>
      run(async (call) => {
        await exportToFile(call, options);
        return exitCodes.ok;
      }),
    );
}
