import type { Kysely } from "kysely";
import type { Counter } from "../contract/run.ts";
import type { ControlTables } from "./control-tables.ts";
import { canonicalJson } from "./values.ts";

/** ALTERIDs, each a number or a range with both ends included. */
type UnexplainedNumbers = readonly (number | readonly [number, number])[];

export interface CounterState {
  /** Null before anything was loaded. */
  readonly checkpoint: number | null;
  readonly seen: number | null;
  readonly unexplained: UnexplainedNumbers;
  readonly unexplainedSince: string | null;
  /** Where an unfinished full load continues; its shape belongs to the engine. */
  readonly resumeFrom: unknown;
  readonly lastReconciledAt: string | null;
}

export async function readCounterState(
  db: Kysely<ControlTables>,
  companyId: number,
  counter: Counter,
): Promise<CounterState> {
  const row = await db
    .selectFrom("sync_state")
    .selectAll()
    .where("company_id", "=", companyId)
    .where("counter", "=", counter)
    .executeTakeFirst();
  return {
    checkpoint: row?.alter_id ?? null,
    seen: row?.seen_alter_id ?? null,
    unexplained: parseUnexplained(row?.unexplained ?? null),
    unexplainedSince: row?.unexplained_since ?? null,
    resumeFrom: row?.resume_from ? JSON.parse(row.resume_from) : null,
    lastReconciledAt: row?.last_reconciled_at ?? null,
  };
}

/** Belongs into the transaction that writes the rows it speaks of. Members left out stay as they are. */
export async function writeCounterState(
  db: Kysely<ControlTables>,
  companyId: number,
  counter: Counter,
  patch: Partial<CounterState>,
): Promise<void> {
  const values = {
    ...(patch.checkpoint === undefined ? {} : { alter_id: patch.checkpoint }),
    ...(patch.seen === undefined ? {} : { seen_alter_id: patch.seen }),
    ...(patch.unexplained === undefined ? {} : { unexplained: unexplainedText(patch.unexplained) }),
    ...(patch.unexplainedSince === undefined ? {} : { unexplained_since: patch.unexplainedSince }),
    ...(patch.resumeFrom === undefined ? {} : { resume_from: jsonOrNull(patch.resumeFrom) }),
    ...(patch.lastReconciledAt === undefined ? {} : { last_reconciled_at: patch.lastReconciledAt }),
  };
  if (Object.keys(values).length === 0) return;
  const updated = await db
    .updateTable("sync_state")
    .set(values)
    .where("company_id", "=", companyId)
    .where("counter", "=", counter)
    .executeTakeFirst();
  if (updated.numUpdatedRows > 0n) return;
  await db
    .insertInto("sync_state")
    .values({ company_id: companyId, counter, lease_holder: "", ...values })
    .execute();
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : canonicalJson(value);
}

function unexplainedText(numbers: UnexplainedNumbers): string | null {
  return numbers.length === 0 ? null : canonicalJson(numbers);
}

function parseUnexplained(text: string | null): UnexplainedNumbers {
  return text === null ? [] : (JSON.parse(text) as UnexplainedNumbers);
}

export function countUnexplained(numbers: UnexplainedNumbers): number {
  return numbers.reduce<number>(
    (count, part) => count + (typeof part === "number" ? 1 : part[1] - part[0] + 1),
    0,
  );
}
