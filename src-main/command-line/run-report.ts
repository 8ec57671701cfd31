import type { RunReport } from "../contract/run.ts";
import {
  describeCode,
  formatBytes,
  formatCount,
  formatDuration,
  sayWhatHappened,
} from "../contract/texts.ts";
import type { CountedAction, Language } from "../contract/texts.ts";
import type { SyncReport } from "../sync/engine-api.ts";
import type { ExitCode } from "./exit-codes.ts";
import { exitCodeOfRun, exitCodes, isErrorCode, worstExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { formatTable } from "./table.ts";

/** "2 vouchers changed, 1 ledger new"; the largest part only where a full load lists every table. */
export function summariseRun(run: RunReport, language: Language): readonly string[] {
  const actions = [
    "inserted",
    "updated",
    "deleted",
    "quarantined",
  ] as const satisfies readonly CountedAction[];
  const parts = Object.entries(run.entities).flatMap(([entity, counts]) =>
    actions
      .filter((action) => counts[action] > 0)
      .map((action) => sayWhatHappened(language, action, entity, counts[action])),
  );
  if (run.heldDeletes > 0) parts.push(sayWhatHappened(language, "heldDeletes", "deletions", run.heldDeletes));
  if (run.unexplained > 0) parts.push(sayWhatHappened(language, "unexplained", "changes", run.unexplained));
  return parts;
}

function errorLines(run: RunReport, language: Language): readonly string[] {
  if (run.error === null) return [];
  const action = isErrorCode(run.error.code) ? describeCode(run.error.code, {}, language).action : "";
  return [`${run.error.message} (${run.error.code})`, action].filter((line) => line !== "");
}

/** What was chosen to be left out is no delete, and is told apart; "" where nothing was. */
export function sayPurged(output: Output, rowsByTable: Iterable<readonly [string, number]>): string {
  const tables = [...rowsByTable]
    .filter(([, rows]) => rows > 0)
    .map(([table, rows]) => output.say("purgedTable", { table, count: formatCount(rows) }));
  return tables.length === 0 ? "" : output.say("purgedLine", { tables: tables.join(", ") });
}

/** One line per company, then what changed and what went wrong. */
export function printRuns(output: Output, report: SyncReport): void {
  const { language } = output;
  const columns = [
    { title: output.say("columnCompany"), maxWidth: 40 },
    { title: output.say("columnKind") },
    { title: output.say("columnStatus") },
    { title: output.say("columnInserted"), align: "right" },
    { title: output.say("columnUpdated"), align: "right" },
    { title: output.say("columnDeleted"), align: "right" },
    { title: output.say("columnSetAside"), align: "right" },
    { title: output.say("columnRequests"), align: "right" },
    { title: output.say("columnBytes"), align: "right" },
    { title: output.say("columnDuration"), align: "right" },
  ] as const;
  const rows = report.runs.map((run) => [
    run.company,
    output.say(`kind_${run.syncType}`),
    output.say(`status_${run.status}`),
    ...[run.inserted, run.updated, run.deleted, run.quarantined, run.tallyRequests].map(formatCount),
    formatBytes(run.tallyBytes),
    formatDuration(language, run.seconds),
  ]);
  output.lines(formatTable(columns, rows));
  for (const run of report.runs) {
    const details = [
      ...(run.syncType === "full_dump" ? [] : [summariseRun(run, language).join(", ")]),
      sayPurged(output, Object.entries(run.purged ?? {})),
      ...errorLines(run, language),
    ].filter((line) => line !== "");
    if (details.length > 0) output.lines(["", `${run.company}:`, ...details.map((line) => `  ${line}`)]);
  }
}

/** `named`: what the person asked for; a run of an unnamed company that is not open is no failure. */
export function exitCodeOfReport(report: SyncReport, named: readonly string[]): ExitCode {
  return worstExitCode([exitCodes.ok, ...report.runs.map((run) => exitCodeOfRun(run, named.length > 0))]);
}
