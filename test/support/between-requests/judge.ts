import Database from "better-sqlite3";
import type { Choice } from "../../../src-main/contract/choice.ts";
import type { TallyObject } from "../../../src-main/sample-tally/model.ts";
import {
  compareReplica,
  computedColumns,
  type Difference,
  expectedTables,
  Replay,
  tellDifferences,
} from "../expected-rows/index.ts";
import { hourMs } from "../movable-clock.ts";
import { fieldText } from "../replica-trial.ts";
import { engineOf, type Stage } from "./stage.ts";

/** The only company. */
const companyId = 1;
const noSignal = new AbortController().signal;

/** The audit trail is told from the end of the first load on. */
export function beginReplay(stage: Stage): void {
  if (stage.replay !== null || stage.choice !== null) return;
  const database = new Database(stage.replica.file, { readonly: true });
  try {
    const loaded = database
      .prepare("select id from companies where initial_load_completed_at is not null")
      .pluck()
      .get();
    if (typeof loaded === "number")
      stage.replay = new Replay(database, loaded, Object.keys(expectedTables(stage.control.books)));
  } finally {
    database.close();
  }
}

const asUsual = { companies: [], full: false, acceptDeletes: false };

/** Two runs during which nobody types; a person accepts what waits. */
export async function endQuietly(stage: Stage): Promise<string[]> {
  const { told, history, clock } = stage;
  const wrong: string[] = [];
  const wanted = stage.choice ?? undefined;
  const isRestored = history.turns.some(({ acts }) => acts.some(({ what }) => what === "restore"));
  for (let count = 1; count <= 2; count += 1) {
    // A counter that stands exactly where it stood is seen through by the daily reconcile.
    if (isRestored) clock.advance(25 * hourMs);
    let [run] = (await engineOf(stage, "manual", wanted).sync(asUsual, noSignal)).runs;
    if (run?.error?.code === "DATA_DELETES_HELD") {
      showDeletes(stage);
      [run] = (
        await engineOf(stage, "manual", wanted).sync({ ...asUsual, acceptDeletes: true }, noSignal)
      ).runs;
    }
    told.push(`— quiet run: ${run?.status ?? "none"} ${run?.error?.code ?? ""}`);
    if (run === undefined || !["success", "no_change"].includes(run.status))
      wrong.push(`quiet run ${count}: ${run?.status ?? "none"} ${run?.error?.code ?? ""}`);
    beginReplay(stage);
  }
  const differences = await compare(stage);
  if (differences.length > 0) wrong.push(`replica: ${tellDifferences(differences, 8)}`);
  wrong.push(...(await findInTrail(stage)));
  if (!isRestored) wrong.push(...(await findFalseDeletes(stage)), ...findFalseSuspicion(stage));
  wrong.push(...(await judgeFigures(stage, differences)));
  return wrong;
}

/** What Tally's own figures say of a replica that is equal. */
async function judgeFigures(stage: Stage, differences: readonly Difference[]): Promise<string[]> {
  const whole = { companies: [], asOf: null };
  const { companies } = await engineOf(stage, "manual", stage.choice ?? undefined).verify(whole, noSignal);
  const [verified] = companies;
  const said = `${verified?.verdict ?? "none"} ${verified?.doubts.join(" ") ?? ""}`;
  stage.told.push(`— verify: ${said}`);
  if (verified?.verdict === "verified" || differences.length > 0) return [];
  return [`verify of an equal replica: ${said}`];
}

interface Claim {
  readonly verification: string;
  /** What of the books the database holds; empty for all of them. */
  readonly choice: string | null;
  readonly masters: number | null;
  readonly vouchers: number | null;
  readonly unexplained: string;
}

/** A choice that a run could not carry out is wanted, not held. */
function heldChoice(stored: string | null): Choice | undefined {
  if (stored === null || stored === "") return undefined;
  const { holds } = JSON.parse(stored) as { readonly holds?: Partial<Choice> };
  return { from: holds?.from ?? null, without: holds?.without ?? [] };
}

/** Shown as verified, with Tally's counters where the database stands: then everything must be equal. */
export async function findFalseGreen(stage: Stage): Promise<string[]> {
  const { replica, control } = stage;
  const database = new Database(replica.file, { readonly: true });
  const claim = database
    .prepare(
      `select c.verification, c.choice, m.alter_id as masters, v.alter_id as vouchers,
         coalesce(m.unexplained, '') || coalesce(v.unexplained, '') as unexplained
       from companies c
       left join sync_state m on m.company_id = c.id and m.counter = 'masters'
       left join sync_state v on v.company_id = c.id and v.counter = 'vouchers'`,
    )
    .get() as Claim | undefined;
  database.close();
  const { ALTMSTID: masters, ALTVCHID: vouchers } = control.books.company.fields;
  const isClaimed =
    claim?.verification === "verified" &&
    claim.masters === masters &&
    claim.vouchers === vouchers &&
    !/\d/.test(claim.unexplained);
  if (!isClaimed) return [];
  const differences = compareReplica(replica.file, companyId, control.books, heldChoice(claim.choice)).filter(
    ({ table }) => table !== "companies",
  );
  return differences.length === 0 ? [] : [`verified, but ${tellDifferences(differences, 8)}`];
}

async function compare({ replica, control, choice }: Stage): Promise<readonly Difference[]> {
  return compareReplica(replica.file, companyId, control.books, choice ?? undefined);
}

/** As the command `deletes` does. */
function showDeletes({ replica, clock }: Stage): void {
  replica.memory.markDeletesShown(replica.destination.description, companyId, clock.now().toISOString());
}

/** The audit trail replayed. */
async function findInTrail({ replica, control, replay, choice }: Stage): Promise<string[]> {
  if (replay === null || choice !== null) return [];
  const database = new Database(replica.file, { readonly: true });
  try {
    replay.play(database);
  } catch (error) {
    return [`trail: ${String(error)}`];
  } finally {
    database.close();
  }
  const differences = compareReplica(replay.reader(), companyId, control.books).filter(
    ({ table, column }) => table !== "companies" && !computedColumns.has(`${table}.${column}`),
  );
  return differences.length === 0 ? [] : [`trail: ${tellDifferences(differences, 8)}`];
}

/** Here every delete moves the counter, and nothing that people do may make it look otherwise. */
function findFalseSuspicion({ replica }: Stage): string[] {
  const database = new Database(replica.file, { readonly: true });
  const memory = database
    .prepare("select resume_from from sync_state where counter = 'masters'")
    .pluck()
    .get() as string | null;
  database.close();
  return memory?.includes('"hasSilentDeletes":true') === true ? ["deletes are believed to be silent"] : [];
}

/** Within one lineage what is deleted never comes back. */
async function findFalseDeletes({ replica, control: { books } }: Stage): Promise<string[]> {
  const guidsOf = (objects: readonly TallyObject[]): Set<string> =>
    new Set(objects.map((each) => fieldText(each, "GUID")));
  // Masters and vouchers are numbered apart, and may bear the same GUID.
  const [vouchers, masters] = [guidsOf(books.rawVouchers()), guidsOf(books.rawMasters())];
  const deletes = await replica.destination.db
    .selectFrom("change_log")
    .select(["entity_type", "tally_guid"])
    .where("action", "=", "delete")
    .execute();
  return deletes
    .filter((each) => (each.entity_type === "vouchers" ? vouchers : masters).has(each.tally_guid))
    .map((each) => `false delete of ${each.entity_type} ${each.tally_guid}`);
}
