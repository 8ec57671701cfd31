import { sql } from "kysely";
import type { Kysely } from "kysely";
import { migrations as releasedMigrations } from "../../migrations/index.ts";
import { ReplicaError } from "../contract/errors.ts";
import { controlTables, settingsInfo, withDocs } from "./control-definitions.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Dialect } from "./dialect.ts";
import { withPostponedIndexes } from "./load-indexes.ts";
import type { Migration } from "./migration.ts";
import { readSettings, writeSetting } from "./settings-info.ts";
import type { TableDefinition } from "./table-layout.ts";
import { additiveStatements, createTableStatements, readExistingTables } from "./tables.ts";
import type { ExistingTables } from "./tables.ts";
import { fingerprintOf, viewStatements } from "./views/index.ts";

const productName = "Tally Replica";

/** Which text the views have, so that they are made again only when it changes. */
const viewsSetting = "views";

interface PrepareRequest {
  readonly db: Kysely<ControlTables>;
  readonly dialect: Dialect;
  /** The database's name for people. */
  readonly description: string;
  readonly programVersion: string;
  readonly entityTables: readonly TableDefinition[];
  readonly migrations?: readonly Migration[];
}

interface Preparation {
  readonly isNew: boolean;
  readonly pending: readonly Migration[];
  /** For the entity tables. */
  readonly statements: readonly string[];
  /** For the views, where their text is not what the database has. */
  readonly views: readonly string[];
}

/** What has to be made: a new database, newer control tables, or only tables, columns and views of the catalog. */
type NeededPreparation = "nothing" | "database" | "upgrade" | "columns";

/** Refuses what is not ours. Only reads, so that no lock is taken for it. */
export async function neededPreparation(request: PrepareRequest): Promise<NeededPreparation> {
  const { isNew, pending, statements, views } = await inspect(request);
  if (isNew) return "database";
  if (pending.length > 0) return "upgrade";
  return statements.length > 0 || views.length > 0 ? "columns" : "nothing";
}

/** To be called under the product's migration lock, in a transaction where DDL is transactional. */
export async function applyPreparation(request: PrepareRequest): Promise<void> {
  const { db, dialect } = request;
  const { isNew, pending, statements, views } = await inspect(request);
  if (isNew) {
    for (const statement of createTableStatements(dialect, withDocs(settingsInfo))) {
      await sql.raw(statement).execute(db);
    }
  }
  if (isNew || pending.length > 0) await writeSetting(db, "product_name", productName);
  for (const migration of pending) {
    await applyMigration(request, migration);
    await writeSetting(db, "schema_version", String(migration.number));
  }
  for (const statement of [...statements, ...views]) await sql.raw(statement).execute(db);
  if (views.length > 0) await writeSetting(db, viewsSetting, fingerprintOf(views));
  await writeSetting(db, "program_version", request.programVersion);
}

async function inspect(request: PrepareRequest): Promise<Preparation> {
  const { db, dialect, description } = request;
  const migrations = request.migrations ?? releasedMigrations;
  const existing = await readExistingTables(db, dialect);
  const isNew = !existing.has("settings_info");
  const settings = isNew ? new Map<string, string>() : await readOurSettings(request, existing);
  refuseForeign(description, existing, settings);
  const version = Number(settings.get("schema_version") ?? 0);
  const latest = migrations.at(-1)?.number ?? 0;
  if (version > latest) {
    const program = settings.get("program_version");
    throw new ReplicaError("DEST_NEWER", {
      database: description,
      ...(program === undefined ? {} : { version: program }),
    });
  }
  const views = viewStatements(dialect, request.entityTables, controlTables(migrations));
  return {
    isNew,
    pending: migrations.filter(({ number }) => number > version),
    statements: additiveStatements(
      dialect,
      await withPostponedIndexes(db, dialect, existing, request.entityTables),
      request.entityTables,
    ),
    views: views.length === 0 || settings.get(viewsSetting) === fingerprintOf(views) ? [] : views,
  };
}

async function readOurSettings(
  { db, description }: PrepareRequest,
  existing: ExistingTables,
): Promise<ReadonlyMap<string, string>> {
  const columns = existing.get("settings_info")?.columns;
  if (columns?.has("name") && columns.has("value")) return readSettings(db);
  throw new ReplicaError("DEST_FOREIGN", { database: description, detail: "settings_info" });
}

/** Ours is a database that says so, or one without any table. A set-up cut short may have made the first one only. */
function refuseForeign(
  description: string,
  existing: ExistingTables,
  settings: ReadonlyMap<string, string>,
): void {
  if (settings.get("product_name") === productName) return;
  const foreign = [...existing.keys()].find((table) => table !== "settings_info");
  if (foreign === undefined && settings.size === 0) return;
  throw new ReplicaError("DEST_FOREIGN", { database: description, detail: foreign ?? "settings_info" });
}

async function applyMigration({ db, dialect }: PrepareRequest, migration: Migration): Promise<void> {
  for (const step of migration.steps) {
    const statements =
      step.kind === "createTable"
        ? additiveStatements(dialect, await readExistingTables(db, dialect), [withDocs(step.table)])
        : step.statements[dialect.product];
    for (const statement of statements) await sql.raw(statement).execute(db);
  }
}
