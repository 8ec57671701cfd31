import type { Command } from "commander";
import { Option } from "commander";
import { countThings, formatMoment, helpTexts, sayTableWord } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import type { Destination } from "../destination/destination.ts";
import { askAgainAboutDeletes, decideHeldDeletes, listHeldDeletes } from "../destination/held-deletes.ts";
import type { HeldDelete } from "../destination/held-deletes.ts";
import { readVoucherFacts } from "../destination/voucher-types.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";
import { openDatabase, openMemory } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";
import { formatTable } from "./table.ts";

interface DeletesOptions {
  readonly company?: string;
  readonly accept?: boolean;
  readonly dismiss?: boolean;
  readonly askAgain?: boolean;
}

/** A number alone does not tell a person which voucher is meant. */
interface ShownDelete extends HeldDelete {
  readonly voucherType: string | null;
  readonly date: string | null;
}

interface HeldOfCompany {
  readonly company: CompanyRow;
  readonly waiting: readonly ShownDelete[];
  /** The newest of them, or null when none waits. */
  readonly newestFoundAt: string | null;
}

async function readWaiting(
  destination: Destination,
  companies: readonly CompanyRow[],
): Promise<readonly HeldOfCompany[]> {
  const held: HeldOfCompany[] = [];
  for (const company of companies) {
    const waiting = await listHeldDeletes(destination.db, { companyId: company.id, decision: "waiting" });
    const newestFoundAt =
      waiting
        .map((each) => each.found_at ?? "")
        .toSorted()
        .at(-1) ?? null;
    if (waiting.length === 0) continue;
    held.push({ company, waiting: await withVouchers(destination, waiting), newestFoundAt });
  }
  return held;
}

async function withVouchers(
  destination: Destination,
  waiting: readonly HeldDelete[],
): Promise<readonly ShownDelete[]> {
  const voucherOf = await readVoucherFacts(destination, waiting);
  return waiting.map((each) => {
    const voucher = voucherOf(each);
    return { ...each, voucherType: voucher?.type ?? null, date: voucher?.date ?? null };
  });
}

function printHeld(call: Call, held: readonly HeldOfCompany[]): void {
  const { output, language } = call;
  const columns = [
    { title: output.say("columnCompany"), maxWidth: 40 },
    { title: output.say("columnTable") },
    { title: output.say("columnName"), maxWidth: 60 },
    { title: output.say("columnDate") },
    { title: output.say("columnWhen") },
  ] as const;
  const rows = held.flatMap(({ company, waiting }) =>
    waiting.map((each) => [
      company.name,
      sayTableWord(language, each.entity_type),
      each.voucherType === null ? each.name_or_number : `${each.voucherType} ${each.name_or_number}`,
      each.date ?? "",
      formatMoment(each.found_at),
    ]),
  );
  output.lines(formatTable(columns, rows));
}

/** Decides what was shown before; returns how many, and how many were not shown yet. */
async function decide(
  call: Call,
  destination: Destination,
  memory: AgentMemory,
  held: readonly HeldOfCompany[],
  decision: "accepted" | "dismissed",
): Promise<{ readonly decided: number; readonly unseen: number }> {
  let decided = 0;
  let unseen = 0;
  for (const { company, waiting } of held) {
    const shownUntil = memory.deletesShownUntil(destination.description, company.id);
    if (shownUntil !== null) {
      const at = call.clock.now().toISOString();
      decided += await destination.transaction(null, ({ db }) =>
        decideHeldDeletes(db, { companyId: company.id, decision, by: memory.agent.osUser, at, shownUntil }),
      );
    }
    unseen += waiting.filter((each) => shownUntil === null || (each.found_at ?? "") > shownUntil).length;
  }
  return { decided, unseen };
}

async function askAgain(
  { output, language }: Call,
  destination: Destination,
  companies: readonly CompanyRow[],
): Promise<void> {
  let asked = 0;
  for (const { id } of companies) {
    asked += await destination.transaction(null, ({ db }) => askAgainAboutDeletes(db, id));
  }
  output.note(output.say("deletesAskedAgain", { count: countThings(language, "deletions", asked) }));
}

function documentOf(held: readonly HeldOfCompany[], decided: number): Readonly<Record<string, unknown>> {
  return {
    decided,
    waiting: held.flatMap(({ company, waiting }) =>
      waiting.map((each) => ({
        company: company.name,
        companyGuid: company.tally_guid,
        companyNumber: company.company_number,
        table: each.entity_type,
        guid: each.tally_guid,
        nameOrNumber: each.name_or_number,
        voucherType: each.voucherType,
        date: each.date,
        foundAt: each.found_at,
      })),
    ),
  };
}

async function showOrDecide(call: Call, options: DeletesOptions): Promise<ExitCode> {
  const { output, language } = call;
  using memory = openMemory(call);
  await using destination = await openDatabase(call, { mayCreate: false });
  const all = await listCompanies(destination.db);
  const wanted = options.company;
  const companies = wanted === undefined ? all : [chooseStoredCompany(all, wanted, language)];
  if (options.askAgain === true) await askAgain(call, destination, companies);
  let held = await readWaiting(destination, companies);
  let decided = 0;
  if (held.length > 0 && (options.accept === true || options.dismiss === true)) {
    const decision = options.accept === true ? "accepted" : "dismissed";
    const result = await decide(call, destination, memory, held, decision);
    decided = result.decided;
    if (decided > 0) {
      const count = countThings(language, "deletions", decided);
      output.line(output.say(decision === "accepted" ? "deletesAccepted" : "deletesDismissed", { count }));
    }
    if (result.unseen > 0) output.note(output.say("deletesNotShown"));
    held = await readWaiting(destination, companies);
  }
  if (held.length > 0) {
    printHeld(call, held);
    output.note(output.say("heldDeletesHint"));
  } else if (decided === 0) {
    output.line(output.say("noHeldDeletes"));
  }
  output.document(documentOf(held, decided));
  for (const { company, newestFoundAt } of held) {
    if (newestFoundAt !== null) memory.markDeletesShown(destination.description, company.id, newestFoundAt);
  }
  return held.length > 0 ? exitCodes.needsAttention : exitCodes.ok;
}

export function addDeletesCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("deletes")
    .description(help.deletes)
    .option("--company <name>", help.optionCompany)
    .addOption(new Option("--accept", help.optionAccept).conflicts("dismiss"))
    .addOption(new Option("--dismiss", help.optionDismiss))
    .addOption(new Option("--ask-again", help.optionAskAgain).conflicts(["accept", "dismiss"]))
    .action((options: DeletesOptions) => run((call) => showOrDecide(call, options)));
}
