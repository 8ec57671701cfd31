import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { chunk } from "./dialect.ts";
import type { DriverValue } from "./dialect.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import type { EntityWrite } from "./product-driver.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableDefinition, TableLayout } from "./table-layout.ts";
import { entityParameters, lineRows, updatedColumns } from "./write.ts";

const { quote } = postgresDialect;
/** Text handed to the connection at once. */
const bytesPerWrite = 256 * 1024;

/**
 * COPY, PostgreSQL's fastest way: straight into the tables where nothing can be there yet, else the entities by way
 * of a temporary table. Lines never collide, because those of the same parents are deleted first.
 */
export async function writeEntities(client: PoolClient, write: EntityWrite): Promise<void> {
  const { stream, rows, stamp, isKnownNew } = write;
  const { entity, children } = layoutOf(stream);
  const entityRows = rows.map((row) => entityParameters(entity, row, stamp, postgresDialect));
  if (isKnownNew) await insertRows(client, entity.definition, entityRows);
  else await upsertRows(client, entity, entityRows);
  const guids = rows.map(({ guid }) => guid);
  for (const child of children) {
    if (!isKnownNew) await deleteLines(client, child, stamp.companyId, guids);
    await insertRows(client, child.definition, lineRows(child, rows, stamp.companyId, postgresDialect));
  }
}

async function upsertRows(
  client: PoolClient,
  table: TableLayout,
  rows: readonly DriverValue[][],
): Promise<void> {
  const staging = `staging_${table.name}`;
  await client.query(
    `create temporary table if not exists ${quote(staging)} (like ${quote(table.name)} including defaults) on commit drop`,
  );
  await client.query(`truncate ${quote(staging)}`);
  await insertRows(client, { ...table.definition, name: staging }, rows);
  const columns = columnList(table.definition);
  const assignments = updatedColumns(table).map((name) => `${quote(name)} = excluded.${quote(name)}`);
  await client.query(`insert into ${quote(table.name)} (${columns}) select ${columns} from ${quote(staging)}
    on conflict (company_id, tally_guid) do update set ${assignments.join(", ")}`);
}

async function deleteLines(
  client: PoolClient,
  child: TableLayout,
  companyId: number,
  guids: readonly string[],
): Promise<void> {
  for (const part of chunk(guids, 5_000)) {
    await client.query(
      `delete from ${quote(child.name)} where company_id = $1 and ${quote(child.keyColumn)} = any($2::varchar[])`,
      [companyId, part],
    );
  }
}

function columnList(table: TableDefinition): string {
  return table.columns.map(({ name }) => quote(name)).join(", ");
}

export async function insertRows(
  client: PoolClient,
  table: TableDefinition,
  rows: Iterable<readonly DriverValue[]>,
): Promise<void> {
  let text = "";
  let stream: ReturnType<typeof copyFrom> | null = null;
  for (const row of rows) {
    text += `${row.map(copyText).join("\t")}\n`;
    if (text.length < bytesPerWrite) continue;
    stream ??= startCopy(client, table);
    if (!stream.write(text)) await once(stream, "drain");
    text = "";
  }
  if (text === "" && stream === null) return;
  stream ??= startCopy(client, table);
  stream.end(text);
  await finished(stream);
}

function startCopy(client: PoolClient, table: TableDefinition): ReturnType<typeof copyFrom> {
  return client.query(copyFrom(`copy ${quote(table.name)} (${columnList(table)}) from stdin`));
}

const copyEscapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
};

/** The text format of COPY (PostgreSQL manual, COPY, "Text Format"). */
function copyText(value: DriverValue): string {
  if (value === null) return "\\N";
  if (typeof value !== "string") return String(value);
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll(/[\\\t\n\r]/g, (mark) => copyEscapes[mark] ?? mark)
    : value;
}
