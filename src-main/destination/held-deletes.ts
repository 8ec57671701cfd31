import type { Kysely, Selectable } from "kysely";
import type { ControlTables, DeleteDecision, HeldDeletesTable } from "./control-tables.ts";
import { chunk } from "./dialect.ts";
import { removeByGuid } from "./set-aside.ts";

export type HeldDelete = Selectable<HeldDeletesTable>;

interface FoundDelete {
  readonly entityType: string;
  readonly guid: string;
  readonly nameOrNumber: string;
}

/** Holds deletes for a person to decide. One that is held already keeps its date and its decision. */
export async function holdDeletes(
  db: Kysely<ControlTables>,
  stamp: { readonly companyId: number; readonly runId: string; readonly at: string },
  deletes: readonly FoundDelete[],
): Promise<void> {
  const known = new Set(
    (await listHeldDeletes(db, { companyId: stamp.companyId })).map((held) =>
      keyOf(held.entity_type, held.tally_guid),
    ),
  );
  const rows = deletes
    .filter(({ entityType, guid }) => !known.has(keyOf(entityType, guid)))
    .map((found) => ({
      company_id: stamp.companyId,
      entity_type: found.entityType,
      tally_guid: found.guid,
      run_id: stamp.runId,
      found_at: stamp.at,
      name_or_number: found.nameOrNumber,
      decision: "waiting" as const,
      decided_at: null,
      decided_by: "",
    }));
  for (const part of chunk(rows, 200)) await db.insertInto("held_deletes").values(part).execute();
}

function keyOf(entityType: string, guid: string): string {
  return `${entityType} ${guid}`;
}

export async function listHeldDeletes(
  db: Kysely<ControlTables>,
  filter: { readonly companyId?: number; readonly decision?: DeleteDecision } = {},
): Promise<readonly HeldDelete[]> {
  let query = db.selectFrom("held_deletes").selectAll();
  if (filter.companyId !== undefined) query = query.where("company_id", "=", filter.companyId);
  if (filter.decision !== undefined) query = query.where("decision", "=", filter.decision);
  return query
    .orderBy("company_id")
    .orderBy("entity_type")
    .orderBy("name_or_number")
    .orderBy("tally_guid")
    .execute();
}

/** A person decided on all deletes that wait and were found up to `shownUntil` (what they have been shown). */
export async function decideHeldDeletes(
  db: Kysely<ControlTables>,
  decided: {
    readonly companyId: number;
    readonly decision: Exclude<DeleteDecision, "waiting">;
    readonly by: string;
    readonly at: string;
    readonly shownUntil?: string;
  },
): Promise<number> {
  let query = db
    .updateTable("held_deletes")
    .set({ decision: decided.decision, decided_at: decided.at, decided_by: decided.by })
    .where("company_id", "=", decided.companyId)
    .where("decision", "=", "waiting");
  if (decided.shownUntil !== undefined) query = query.where("found_at", "<=", decided.shownUntil);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** What somebody decided to keep waits for a decision once more. */
export async function askAgainAboutDeletes(db: Kysely<ControlTables>, companyId: number): Promise<number> {
  const changed = await db
    .updateTable("held_deletes")
    .set({ decision: "waiting", decided_at: null, decided_by: "" })
    .where("company_id", "=", companyId)
    .where("decision", "=", "dismissed")
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/** Deletes that were carried out, or whose row is in Tally again. */
export async function removeHeldDeletes(
  db: Kysely<ControlTables>,
  companyId: number,
  entityType: string,
  guids: readonly string[],
): Promise<void> {
  await removeByGuid(db, "held_deletes", { companyId, entityType, guids });
}
