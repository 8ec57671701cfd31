import type { Command } from "commander";
import { isWholeContent } from "../agent/field-differences.ts";
import { countThings, formatCount, formatMoment, helpTexts, sayTableWord } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import type { ChangeLogTable } from "../destination/control-tables.ts";
import { readChanges } from "../destination/queries.ts";
import type { ChangeFilter } from "../destination/queries.ts";
import { readVoucherFacts } from "../destination/voucher-types.ts";
import type { Call, RunVerb } from "./call.ts";
import { formatChanges } from "./change-lines.ts";
import { exitCodes } from "./exit-codes.ts";
import { pointInTime, tableName, wholeNumber } from "./option-values.ts";
import { withDatabase } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";
import { printable } from "./text-width.ts";

interface ChangesOptions {
  readonly company?: string;
  readonly table?: string;
  readonly number?: string;
  readonly by?: string;
  readonly from?: string;
  readonly since?: number;
  readonly limit: number;
}

const defaultLimit = 50;
/** What the reader needs beside a row of the log. */
interface ChangeContext {
  readonly company: string;
  /** Type of the voucher, or null for a master. */
  readonly voucherType: string | null;
}

/** "2026-11-22 10:42  Sharma  changed  Receipt 12 (2026-04-03)  by ravi". */
function headline(change: ChangeLogTable, context: ChangeContext, language: Language, call: Call): string {
  const { output } = call;
  const kind = printable(context.voucherType ?? sayTableWord(language, change.entity_type));
  const time = formatMoment(change.changed_at, true);
  const name = printable(change.name_or_number);
  return [
    time,
    printable(context.company),
    output.say(`action_${change.action}`),
    `${kind} ${name}${change.voucher_date === null ? "" : ` (${change.voucher_date})`}`,
    change.altered_by === "" ? "" : `${output.say("columnBy")}: ${printable(change.altered_by)}`,
  ]
    .filter((part) => part !== "")
    .join("  ");
}

/** The change as a person reads it: headline, then before → after. */
function formatChange(change: ChangeLogTable, context: ChangeContext, call: Call): readonly string[] {
  const { language } = call;
  const parsed: unknown = change.changes === null ? null : JSON.parse(change.changes);
  const isWhole = isWholeContent(change.action);
  const format = { isWhole, isDetailed: call.output.isVerbose, language };
  return [
    headline(change, context, language, call),
    ...formatChanges(parsed, format).map((line) => `    ${line}`),
  ];
}

function documentOf(
  change: ChangeLogTable,
  company: CompanyRow | undefined,
): Readonly<Record<string, unknown>> {
  return {
    company: company?.name ?? "",
    companyGuid: company?.tally_guid ?? "",
    companyNumber: company?.company_number ?? "",
    seq: change.seq,
    runId: change.run_id,
    table: change.entity_type,
    guid: change.tally_guid,
    nameOrNumber: change.name_or_number,
    action: change.action,
    alterIdBefore: change.alter_id_before,
    alterIdAfter: change.alter_id_after,
    voucherDate: change.voucher_date,
    alteredBy: change.altered_by,
    changedAt: change.changed_at,
    changes: change.changes === null ? null : (JSON.parse(change.changes) as unknown),
  };
}

function filterOf(options: ChangesOptions, companyId: number | null): ChangeFilter {
  const { table, number, by, from, since, limit } = options;
  return {
    // One more than asked tells whether there are more.
    limit: limit + 1,
    ...(companyId === null ? {} : { companyId }),
    ...(table === undefined ? {} : { table }),
    ...(number === undefined ? {} : { number }),
    ...(by === undefined ? {} : { by }),
    ...(from === undefined ? {} : { from }),
    ...(since === undefined ? {} : { sinceSeq: since }),
  };
}

async function showChanges(call: Call, options: ChangesOptions): Promise<void> {
  const { output, language } = call;
  await withDatabase(call, async (destination) => {
    const companies = await listCompanies(destination.db);
    const wanted = options.company;
    const companyId = wanted === undefined ? null : chooseStoredCompany(companies, wanted, language).id;
    const found = await readChanges(destination, filterOf(options, companyId));
    const shown = found.slice(0, options.limit);
    const companyOf = (change: ChangeLogTable): CompanyRow | undefined =>
      companies.find((company) => company.id === change.company_id);
    output.document({
      changes: shown.map((change) => documentOf(change, companyOf(change))),
      hasMore: found.length > shown.length,
    });
    if (shown.length === 0) output.line(output.say("noChanges"));
    // Newest at the bottom, where the eye is on a terminal.
    const ordered = options.since === undefined ? shown.toReversed() : shown;
    const voucherOf = await readVoucherFacts(destination, ordered);
    for (const change of ordered) {
      const voucherType = voucherOf(change)?.type ?? null;
      output.lines(formatChange(change, { company: companyOf(change)?.name ?? "", voucherType }, call));
    }
    if (found.length > shown.length)
      output.note(output.say("moreThanLimit", { count: formatCount(options.limit) }));
    else if (shown.length > 1) output.line(countThings(language, "changes", shown.length));
  });
}

export function addChangesCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  const count = { least: 1, most: 100_000 };
  const sequence = { least: 0, most: Number.MAX_SAFE_INTEGER };
  program
    .command("changes")
    .description(help.changes)
    .option("--company <name>", help.optionCompany)
    .option("--table <name>", help.optionTable, tableName(language, "--table"))
    .option("--number <text>", help.optionNumber)
    .option("--by <user>", help.optionBy)
    .option("--from <time>", help.optionFrom, pointInTime(language, "--from"))
    .option("--since <sequence>", help.optionSince, wholeNumber(language, "--since", sequence))
    .option("--limit <count>", help.optionLimit, wholeNumber(language, "--limit", count), defaultLimit)
    .action((options: ChangesOptions) =>
      run(async (call) => {
        await showChanges(call, options);
        return exitCodes.ok;
      }),
    );
}
