import { sql } from "kysely";
import type { Kysely } from "kysely";
import { isReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { ServerLocation } from "./database-url.ts";

interface RightsHeld {
  readonly schema_name: string;
  readonly is_schema_there: boolean;
  readonly may_make_schemas: boolean;
  readonly may_make_temporary: boolean;
  /** Null where there is no such schema. */
  readonly may_use: boolean | null;
  readonly may_create: boolean | null;
}

/** A schema that the user may not use is not the current one; then it is the usual one that is wanted. */
export async function findMissingPostgresRights(
  db: Kysely<ControlTables>,
  { database, schema }: ServerLocation,
): Promise<readonly string[]> {
  try {
    const { rows } = await sql<RightsHeld>`
      select place.name as schema_name, found.oid is not null as is_schema_there,
        has_database_privilege(current_database(), 'CREATE') as may_make_schemas,
        has_database_privilege(current_database(), 'TEMPORARY') as may_make_temporary,
        has_schema_privilege(found.oid, 'USAGE') as may_use,
        has_schema_privilege(found.oid, 'CREATE') as may_create
      from (select coalesce(cast(${schema} as text), current_schema(), 'public') as name) as place
      left join pg_namespace as found on found.nspname = place.name`.execute(db);
    return rows.flatMap((held) => lackOf(held, database));
  } catch (error) {
    // Nobody without this right gets as far as to be asked about the others.
    if (isReplicaError(error, "DEST_NO_RIGHTS")) return [`connect on database ${database}`];
    throw error;
  }
}

function lackOf(held: RightsHeld, database: string): readonly string[] {
  const inDatabase = held.may_make_temporary ? [] : [`temporary on database ${database}`];
  if (!held.is_schema_there) {
    return [...inDatabase, ...(held.may_make_schemas ? [] : [`create on database ${database}`])];
  }
  return [
    ...inDatabase,
    ...(held.may_use ? [] : [`usage on schema ${held.schema_name}`]),
    ...(held.may_create ? [] : [`create on schema ${held.schema_name}`]),
  ];
}
