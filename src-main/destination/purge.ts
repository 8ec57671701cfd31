import { sql } from "kysely";
import type { Column, Stream } from "../catalog/stream.ts";
import type { Values } from "../contract/value.ts";
import type { WriteTransaction } from "./destination.ts";
import { chunk } from "./dialect.ts";
import type { Dialect } from "./dialect.ts";
import { guidsPerStatement } from "./entity-tables.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableLayout } from "./table-layout.ts";
import { emptyValueOf } from "./values.ts";

/**
 * Takes out what a person chose to leave out: rows, lines and the content of columns. No tombstones and no entries in
 * the audit trail, because nothing was deleted in the books. Works in a transaction, on every product alike.
 */
export interface PurgeAccess {
  readonly tx: WriteTransaction;
  readonly dialect: Dialect;
  readonly companyId: number;
}

/** What is taken out inside of this leaves nothing readable in the file, as far as the product lets us say so. */
export async function purgeThoroughly(
  { tx, dialect }: Pick<PurgeAccess, "tx" | "dialect">,
  work: () => Promise<void>,
): Promise<void> {
  const { purgeStatements } = dialect;
  if (purgeStatements === undefined) return work();
  await sql.raw(purgeStatements.before).execute(tx.db);
  try {
    await work();
  } finally {
    await sql.raw(purgeStatements.after).execute(tx.db);
  }
}

/** Every row of a table. Returns how many. */
export async function purgeTable({ tx, companyId }: PurgeAccess, table: TableLayout): Promise<number> {
  const result = await sql`delete from ${sql.table(table.name)} where company_id = ${companyId}`.execute(
    tx.db,
  );
  return Number(result.numAffectedRows ?? 0n);
}

export async function purgeStream(access: PurgeAccess, stream: Stream): Promise<number> {
  const { entity, children } = layoutOf(stream);
  for (const child of children) await purgeTable(access, child);
  return purgeTable(access, entity);
}

/** Rows of an entity table and their lines, tombstones too. */
export async function purgeEntities(
  access: PurgeAccess,
  stream: Stream,
  guids: readonly string[],
): Promise<number> {
  const { tx, companyId } = access;
  const { entity, children } = layoutOf(stream);
  let purged = 0;
  for (const part of chunk(guids, guidsPerStatement)) {
    for (const table of [...children, entity]) {
      const result = await sql`delete from ${sql.table(table.name)}
        where company_id = ${companyId} and ${sql.ref(table.keyColumn)} in (${sql.join(part)})`.execute(
        tx.db,
      );
      if (table === entity) purged += Number(result.numAffectedRows ?? 0n);
    }
  }
  return purged;
}

/** A reference to one of these becomes a name alone. */
export async function forgetReferencesTo(
  { tx, companyId }: PurgeAccess,
  table: TableLayout,
  guidColumn: string,
  guids: readonly string[],
): Promise<void> {
  for (const part of chunk(guids, guidsPerStatement)) {
    await sql`update ${sql.table(table.name)} set ${sql.ref(guidColumn)} = null
      where company_id = ${companyId} and ${sql.ref(guidColumn)} in (${sql.join(part)})`.execute(tx.db);
  }
}

/** Vouchers before a day, tombstones too, with their lines. */
export async function purgeVouchersBefore(
  access: PurgeAccess,
  stream: Stream,
  date: string,
): Promise<number> {
  const { tx, companyId, dialect } = access;
  const { entity, children } = layoutOf(stream);
  const day = dialect.toDatabase("date", date);
  for (const child of children) {
    await sql`delete from ${sql.table(child.name)} where company_id = ${companyId}
      and ${sql.ref(child.keyColumn)} in (select tally_guid from ${sql.table(entity.name)}
        where company_id = ${companyId} and ${sql.ref("date")} < ${day})`.execute(tx.db);
  }
  const result = await sql`delete from ${sql.table(entity.name)}
    where company_id = ${companyId} and ${sql.ref("date")} < ${day}`.execute(tx.db);
  return Number(result.numAffectedRows ?? 0n);
}

/** Sets columns to what they hold where Tally gave nothing. Returns the rows that held something else. */
export async function purgeColumns(
  { tx, companyId, dialect }: PurgeAccess,
  table: TableLayout,
  columns: readonly Pick<Column, "name" | "type" | "zeroWhenEmpty">[],
): Promise<number> {
  if (columns.length === 0) return 0;
  const empties = columns.map((column) => {
    const empty = emptyValueOf(column);
    return { name: column.name, value: empty === null ? null : dialect.toDatabase(column.type, empty) };
  });
  const filled = empties.map(({ name, value }) =>
    value === null ? sql`${sql.ref(name)} is not null` : sql`${sql.ref(name)} <> ${value}`,
  );
  const assignments = empties.map(({ name, value }) => sql`${sql.ref(name)} = ${value}`);
  const result = await sql`update ${sql.table(table.name)} set ${sql.join(assignments)}
    where company_id = ${companyId} and (${sql.join(filled, sql` or `)})`.execute(tx.db);
  return Number(result.numAffectedRows ?? 0n);
}

/**
 * Lines that belong to what was left out, of a table that is kept. The lines that stay are numbered again, because
 * line numbers have no holes.
 */
export async function purgeLines(
  access: PurgeAccess,
  table: TableLayout,
  isLeftOut: (line: Values) => boolean,
  /** GUIDs of parents that may have such lines. */
  parents: readonly string[],
): Promise<number> {
  const { tx, companyId } = access;
  const names = table.valueColumns.map(({ name }) => name);
  let purged = 0;
  for (const part of chunk(parents, guidsPerStatement)) {
    const lines = await tx.select({
      companyId,
      table: table.name,
      columns: [table.keyColumn, ...names],
      whereIn: { column: table.keyColumn, values: part },
    });
    const kept = lines.filter((line) => !isLeftOut(line));
    if (kept.length === lines.length) continue;
    purged += lines.length - kept.length;
    await sql`delete from ${sql.table(table.name)} where company_id = ${companyId}
      and ${sql.ref(table.keyColumn)} in (${sql.join(part)})`.execute(tx.db);
    await tx.insertRows(table.definition, numbered(kept, table.keyColumn, companyId));
  }
  return purged;
}

function numbered(lines: readonly Values[], keyColumn: string, companyId: number): readonly Values[] {
  const next = new Map<string, number>();
  return lines.map((line) => {
    const key = String(line[keyColumn]);
    const number = (next.get(key) ?? 0) + 1;
    next.set(key, number);
    return { ...line, company_id: companyId, line_no: number };
  });
}

/** GUIDs of the parents whose lines hold one of these values. */
export async function parentsOfLines(
  { tx, companyId }: PurgeAccess,
  table: TableLayout,
  column: string,
  values: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const part of chunk(values, guidsPerStatement)) {
    const rows = await tx.select({
      companyId,
      table: table.name,
      columns: [table.keyColumn],
      whereIn: { column, values: part },
    });
    for (const row of rows) found.add(String(row[table.keyColumn]));
  }
  return [...found];
}
