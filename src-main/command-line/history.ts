import type { Command } from "commander";
import { localRuns } from "../agent/local-runs.ts";
import { isReplicaError } from "../contract/errors.ts";
import type { ErrorCode, ReplicaError } from "../contract/errors.ts";
import {
  describeError,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  helpTexts,
} from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import { describeLocation, parseDatabaseUrl } from "../destination/open-destination.ts";
import { readRuns } from "../destination/queries.ts";
import type { RunWithHistory } from "../destination/queries.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { wholeNumber } from "./option-values.ts";
import { sayPurged } from "./run-report.ts";
import { openMemory, withDatabase } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";
import { formatTable } from "./table.ts";

interface HistoryOptions {
  readonly company?: string;
  readonly limit: number;
}

type CountColumn =
  | "records_inserted"
  | "records_updated"
  | "records_deleted"
  | "records_unchanged"
  | "records_quarantined";

function sumOf({ entities }: RunWithHistory, column: CountColumn): number {
  return entities.reduce((sum, entity) => sum + entity[column], 0);
}

function secondsOf({ run }: RunWithHistory): number | null {
  if (run.started_at === null || run.completed_at === null) return null;
  return (Date.parse(run.completed_at) - Date.parse(run.started_at)) / 1000;
}

function documentOf(
  entry: RunWithHistory,
  company: CompanyRow | undefined,
): Readonly<Record<string, unknown>> {
  const { run, entities } = entry;
  return {
    company: company?.name ?? "",
    companyGuid: company?.tally_guid ?? "",
    companyNumber: company?.company_number ?? "",
    runId: run.run_id,
    syncType: run.sync_type,
    startedBy: run.started_by,
    status: run.status,
    startedAt: run.started_at,
    completedAt: run.completed_at,
    inserted: sumOf(entry, "records_inserted"),
    updated: sumOf(entry, "records_updated"),
    deleted: sumOf(entry, "records_deleted"),
    unchanged: sumOf(entry, "records_unchanged"),
    quarantined: sumOf(entry, "records_quarantined"),
    entities: Object.fromEntries(
      entities.map((entity) => [
        entity.entity_type,
        {
          inserted: entity.records_inserted,
          updated: entity.records_updated,
          deleted: entity.records_deleted,
          unchanged: entity.records_unchanged,
          quarantined: entity.records_quarantined,
          ...(entity.records_purged > 0 ? { purged: entity.records_purged } : {}),
        },
      ]),
    ),
    tallyRequests: run.tally_requests,
    tallyBytes: run.tally_bytes,
    error: run.error_code === "" ? null : { code: run.error_code, message: run.error_message },
  };
}

function printHistory(
  call: Call,
  runs: readonly RunWithHistory[],
  nameOf: (entry: RunWithHistory) => string,
): void {
  const { output, language } = call;
  const columns = [
    { title: output.say("columnStarted") },
    { title: output.say("columnCompany"), maxWidth: 40 },
    { title: output.say("columnKind") },
    { title: output.say("columnStatus") },
    { title: output.say("columnInserted"), align: "right" },
    { title: output.say("columnUpdated"), align: "right" },
    { title: output.say("columnDeleted"), align: "right" },
    { title: output.say("columnSetAside"), align: "right" },
    { title: output.say("columnBytes"), align: "right" },
    { title: output.say("columnDuration"), align: "right" },
    { title: "", maxWidth: 80 },
  ] as const;
  const rows = runs.map((entry) => {
    const seconds = secondsOf(entry);
    const purged = entry.entities.map((entity) => [entity.entity_type, entity.records_purged] as const);
    return [
      formatMoment(entry.run.started_at, true),
      nameOf(entry),
      output.say(`kind_${entry.run.sync_type}`),
      output.say(`status_${entry.run.status}`),
      ...(["records_inserted", "records_updated", "records_deleted", "records_quarantined"] as const).map(
        (column) => formatCount(sumOf(entry, column)),
      ),
      formatBytes(entry.run.tally_bytes ?? 0),
      seconds === null ? "" : formatDuration(language, seconds),
      [sayPurged(output, purged), entry.run.error_message].filter((text) => text !== "").join(" "),
    ];
  });
  output.lines(formatTable(columns, rows));
}

/** The database is away for now; what cannot be right at all is an error. */
const databaseAway: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "DEST_UNREACHABLE",
  "DEST_HOST_NOT_FOUND",
  "DEST_CONNECTION_LOST",
  "DEST_LOCKED",
]);

/** What this PC remembers by itself. */
function showLocalHistory(call: Call, options: HistoryOptions, reason: ReplicaError): void {
  const { output, language } = call;
  using memory = openMemory(call);
  const database = describeLocation(parseDatabaseUrl(call.databaseAddress));
  const search = options.company ?? "";
  const filter = { company: null, status: [], search, from: null, to: null, offset: 0, limit: options.limit };
  const { runs } = localRuns(memory, database, filter);
  output.note(output.say("historyLocal", { reason: describeError(reason, language).title }));
  output.document({
    isLocal: true,
    runs: runs.map(({ company, syncType, status, startedAt, completedAt, errorCode, errorMessage }) => ({
      company,
      syncType,
      status,
      startedAt,
      completedAt,
      error: errorCode === "" ? null : { code: errorCode, message: errorMessage },
    })),
  });
  if (runs.length === 0) output.line(output.say("noRuns"));
  const columns = [
    { title: output.say("columnStarted") },
    { title: output.say("columnCompany"), maxWidth: 40 },
    { title: output.say("columnKind") },
    { title: output.say("columnStatus") },
    { title: "", maxWidth: 80 },
  ] as const;
  const rows = runs.map((run) => [
    formatMoment(run.startedAt, true),
    run.company,
    output.say(`kind_${run.syncType}`),
    output.say(`status_${run.status}`),
    run.errorMessage,
  ]);
  if (rows.length > 0) output.lines(formatTable(columns, rows));
}

async function showHistory(call: Call, options: HistoryOptions): Promise<void> {
  const { output, language } = call;
  await withDatabase(call, async (destination) => {
    const companies = await listCompanies(destination.db);
    const wanted = options.company;
    const filter =
      wanted === undefined ? {} : { companyId: chooseStoredCompany(companies, wanted, language).id };
    const runs = await readRuns(destination, { ...filter, limit: options.limit });
    const companyOf = (entry: RunWithHistory): CompanyRow | undefined =>
      companies.find((company) => company.id === entry.run.company_id);
    output.document({ runs: runs.map((entry) => documentOf(entry, companyOf(entry))) });
    if (runs.length === 0) output.line(output.say("noRuns"));
    else printHistory(call, runs, (entry) => companyOf(entry)?.name ?? "");
  });
}

export function addHistoryCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  const bounds = { least: 1, most: 100_000 };
  program
    .command("history")
    .description(help.history)
    .option("--company <name>", help.optionCompany)
    .option("--limit <count>", help.optionLimit, wholeNumber(language, "--limit", bounds), 20)
    .action((options: HistoryOptions) =>
      run(async (call) => {
        try {
          await showHistory(call, options);
        } catch (error) {
          if (!isReplicaError(error) || !databaseAway.has(error.code)) throw error;
          showLocalHistory(call, options, error);
          return exitCodes.databaseUnusable;
        }
        return exitCodes.ok;
      }),
    );
}
