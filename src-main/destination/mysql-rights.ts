import { sql } from "kysely";
import type { Kysely } from "kysely";
import { isReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { ServerLocation } from "./database-url.ts";

/** Never made: each statement below is wrong in itself, or names a table that is not there. */
const name = "tally_replica_rights_test";

/**
 * The server looks at the right before it looks at anything else, so the answer tells whether it is there. Lists of
 * grants would have to be added up over roles, patterns and levels, on each server in another way.
 */
const statements: readonly (readonly [right: string, statement: string])[] = [
  ["select", `select 1 from ${name}`],
  ["insert", `insert into ${name} values (1)`],
  ["update", `update ${name} set a = 1`],
  ["delete", `delete from ${name}`],
  ["create", `create table ${name} (a int, a int)`],
  ["alter", `alter table ${name} add b int`],
  ["drop", `drop view if exists ${name}`],
  ["create view", `create view ${name} as select 1 union select 1, 2`],
];

export async function findMissingMysqlRights(
  db: Kysely<ControlTables>,
  { database }: ServerLocation,
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const [right, statement] of statements) {
    if (await isRefused(db, statement)) missing.push(right);
  }
  return missing.length === 0 ? [] : [`${missing.join(", ")} on ${database}.*`];
}

async function isRefused(db: Kysely<ControlTables>, statement: string): Promise<boolean> {
  try {
    await sql.raw(statement).execute(db);
    return false;
  } catch (error) {
    return isReplicaError(error, "DEST_NO_RIGHTS");
  }
}
