import { escape } from "mysql2";
import type { Connection } from "mysql2/promise";
import { chunk } from "./dialect.ts";
import type { DriverValue } from "./dialect.ts";
import { mysqlDialect } from "./mysql-dialect.ts";
import type { EntityWrite } from "./product-driver.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableDefinition, TableLayout } from "./table-layout.ts";
import { entityParameters, lineRows, updatedColumns } from "./write.ts";

const { quote } = mysqlDialect;
/** Half a megabyte of text per statement: well under the smallest max_allowed_packet still met (4 MB). */
const charactersPerStatement = 512 * 1024;

/**
 * Many rows per INSERT, as text: faster than JSON_TABLE on MariaDB and nearly as fast as LOAD DATA LOCAL, which
 * most servers forbid (docs/adr). Lines never collide, because those of the same parents are deleted first.
 */
export async function writeEntities(connection: Connection, write: EntityWrite): Promise<void> {
  const { stream, rows, stamp, isKnownNew } = write;
  const { entity, children } = layoutOf(stream);
  const entityRows = rows.map((row) => entityParameters(entity, row, stamp, mysqlDialect));
  await insertRows(connection, entity.definition, entityRows, isKnownNew ? "" : upsertClause(entity));
  const guids = rows.map(({ guid }) => guid);
  for (const child of children) {
    if (!isKnownNew) await deleteLines(connection, child, stamp.companyId, guids);
    await insertRows(connection, child.definition, lineRows(child, rows, stamp.companyId, mysqlDialect));
  }
}

/** VALUES() in this place is the one form that both MySQL and MariaDB take. */
function upsertClause(table: TableLayout): string {
  const assignments = updatedColumns(table).map((name) => `${quote(name)} = values(${quote(name)})`);
  return ` on duplicate key update ${assignments.join(", ")}`;
}

export async function insertRows(
  connection: Connection,
  table: TableDefinition,
  rows: Iterable<readonly DriverValue[]>,
  ending = "",
): Promise<void> {
  const columns = table.columns.map(({ name }) => quote(name)).join(", ");
  const start = `insert into ${quote(table.name)} (${columns}) values `;
  let values = "";
  for (const row of rows) {
    values += `${values === "" ? "(" : ",("}${row.map((value) => escape(value)).join(",")})`;
    if (values.length < charactersPerStatement) continue;
    await connection.query(start + values + ending);
    values = "";
  }
  if (values !== "") await connection.query(start + values + ending);
}

async function deleteLines(
  connection: Connection,
  child: TableLayout,
  companyId: number,
  guids: readonly string[],
): Promise<void> {
  for (const part of chunk(guids, 1_000)) {
    const list = part.map((guid) => escape(guid)).join(",");
    await connection.query(
      `delete from ${quote(child.name)} where company_id = ${companyId} and ${quote(child.keyColumn)} in (${list})`,
    );
  }
}
