import type { Command } from "commander";
import { knownInstallation } from "../agent/meet-tally.ts";
import { streams } from "../catalog/index.ts";
import { customColumnOf } from "../contract/choice.ts";
import { countThings, formatCount, formatMoment, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { readChoice } from "../destination/choice-store.ts";
import { sayChoice } from "../destination/describe-contents.ts";
import { readStatus } from "../destination/queries.ts";
import type { CompanyStatus } from "../destination/queries.ts";
import type { Installation } from "../source/installation.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { openMemory, withDatabase } from "./session.ts";
import { formatLabels, formatTable } from "./table.ts";
import { printable } from "./text-width.ts";

function isEntityTable(table: string): boolean {
  return streams.some((stream) => stream.name === table);
}

function entityCount(status: CompanyStatus): number {
  return Object.entries(status.rows)
    .filter(([table]) => isEntityTable(table))
    .reduce((sum, [, count]) => sum + count, 0);
}

function readUpTo(status: CompanyStatus, { output }: Call): string {
  const { masters, vouchers } = status;
  return [
    masters.checkpoint === null ? "" : output.say("labelMasters", { number: masters.checkpoint }),
    vouchers.checkpoint === null ? "" : output.say("labelVouchers", { number: vouchers.checkpoint }),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** Years and parts, and what the next sync brings where that was chosen since. */
function replicatedText({ company }: CompanyStatus, { output, language }: Call): string {
  const { holds, wanted } = readChoice(company);
  const held = sayChoice(holds, language);
  const coming = sayChoice(wanted, language);
  return held === coming ? held : `${held} (${output.say("choiceComing", { choice: coming })})`;
}

function ownFieldLabels(
  { company }: CompanyStatus,
  { output }: Call,
): readonly (readonly [string, string])[] {
  const columns = readChoice(company).holds.customFields.map(
    (field) => `${field.table}.${customColumnOf(field)}`,
  );
  return columns.length === 0 ? [] : [[output.say("labelFields"), columns.join(", ")]];
}

function statusLabels(status: CompanyStatus, call: Call): readonly (readonly [string, string])[] {
  const { output, language } = call;
  const { company, lastRun } = status;
  const none = output.say("none");
  const lastRunText =
    lastRun === null
      ? output.say("never")
      : [
          formatMoment(lastRun.completed_at ?? lastRun.started_at),
          output.say(`kind_${lastRun.sync_type}`),
          output.say(`status_${lastRun.status}`),
          lastRun.error_message,
        ]
          .filter((part) => part !== "")
          .join("  ");
  const unexplained = formatCount(status.unexplained);
  return [
    [output.say("labelLoaded"), formatMoment(company.initial_load_completed_at) || output.say("notFinished")],
    [output.say("labelReplicated"), replicatedText(status, call)],
    ...ownFieldLabels(status, call),
    [output.say("labelRows"), countThings(language, "entries", entityCount(status))],
    [output.say("labelRead"), readUpTo(status, call) || none],
    [
      output.say("labelUnexplained"),
      status.unexplained === 0
        ? none
        : output.say("labelUnexplainedSince", {
            count: unexplained,
            time: formatMoment(status.unexplainedSince),
          }),
    ],
    [output.say("labelLastRun"), lastRunText],
    [
      output.say("labelLastVerified"),
      company.last_verified_at === null
        ? output.say("never")
        : `${formatMoment(company.last_verified_at)}  ${output.say(`verification_${company.verification}`)}`,
    ],
    [output.say("labelHeldDeletes"), status.heldDeletes === 0 ? none : formatCount(status.heldDeletes)],
    [output.say("labelQuarantine"), status.quarantined === 0 ? none : formatCount(status.quarantined)],
  ];
}

function printStatus(status: CompanyStatus, call: Call): void {
  const { output } = call;
  const { company } = status;
  output.line(`${printable(company.name)}  (${company.tally_guid}:${company.company_number})`);
  output.lines(formatLabels(statusLabels(status, call)).map((line) => `  ${line}`));
  const tables = Object.entries(status.rows).filter(([, count]) => count > 0);
  if (call.output.isVerbose && tables.length > 0) {
    const columns = [
      { title: output.say("columnTable") },
      { title: output.say("columnRows"), align: "right" },
    ] as const;
    output.lines(
      formatTable(
        columns,
        tables.map(([table, count]) => [table, formatCount(count)]),
      ).map((line) => `  ${line}`),
    );
  }
  output.line();
}

function documentOf(status: CompanyStatus): Readonly<Record<string, unknown>> {
  const { company, masters, vouchers, lastRun } = status;
  return {
    company: company.name,
    companyGuid: company.tally_guid,
    companyNumber: company.company_number,
    booksFrom: company.books_from,
    ...choiceDocument(status),
    initialLoadCompletedAt: company.initial_load_completed_at,
    lastSyncedAt: company.last_synced_at,
    lastCheckedAt: company.last_checked_at,
    lastVerifiedAt: company.last_verified_at,
    verification: company.verification,
    rows: status.rows,
    checkpoints: { masters: masters.checkpoint, vouchers: vouchers.checkpoint },
    unexplained: status.unexplained,
    unexplainedSince: status.unexplainedSince,
    lastRun:
      lastRun === null
        ? null
        : {
            runId: lastRun.run_id,
            syncType: lastRun.sync_type,
            status: lastRun.status,
            startedAt: lastRun.started_at,
            completedAt: lastRun.completed_at,
            errorCode: lastRun.error_code === "" ? null : lastRun.error_code,
            errorMessage: lastRun.error_message === "" ? null : lastRun.error_message,
          },
    heldDeletes: status.heldDeletes,
    quarantined: status.quarantined,
  };
}

function choiceDocument({ company }: CompanyStatus): Readonly<Record<string, unknown>> {
  const { holds, wanted } = readChoice(company);
  const isComing = sayChoice(holds, "en") !== sayChoice(wanted, "en");
  return {
    replicatedFrom: holds.from,
    without: holds.without,
    customFields: holds.customFields.map((field) => `${field.table}.${customColumnOf(field)}`),
    ...(isComing ? { wanted: { from: wanted.from, without: wanted.without } } : {}),
  };
}

/** Which Tally this address is, and what it does otherwise than expected. */
function tallyText(installation: Installation | null, { output, tallyUrl }: Call): string {
  if (installation === null) return output.say("tallyUnknown", { url: tallyUrl });
  const { product, release, metAt, observations } = installation;
  const known = output.say("tallyKnown", {
    product,
    release: release ?? "",
    url: tallyUrl,
    time: formatMoment(metAt),
  });
  const steps = observations.filter(({ outcome }) => outcome !== "ok").map(({ step }) => step);
  return steps.length === 0 ? known : `${known}; ${output.say("tallyDiffers", { steps: steps.join(", ") })}`;
}

export function addStatusCommand(program: Command, run: RunVerb, language: Language): void {
  program
    .command("status")
    .description(helpTexts[language].status)
    .action(() =>
      run(async (call) => {
        const { output } = call;
        await withDatabase(call, async (destination) => {
          const statuses = await readStatus(destination, streams);
          using memory = openMemory(call);
          const installation = knownInstallation(memory, call.tallyUrl);
          output.document({
            database: destination.description,
            tally: installation,
            companies: statuses.map(documentOf),
          });
          if (statuses.length === 0) output.line(output.say("noCompaniesStored"));
          for (const status of statuses) printStatus(status, call);
          output.lines(
            formatLabels([
              [output.say("labelTally"), tallyText(installation, call)],
              [output.say("labelDatabase"), destination.description],
            ]),
          );
        });
        return exitCodes.ok;
      }),
    );
}
