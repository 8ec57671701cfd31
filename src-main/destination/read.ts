import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { LogicalType, Stream } from "../catalog/stream.ts";
import type { Value, Values } from "../contract/value.ts";
import type {
  DateRange,
  RawRow,
  ReplicaCensusEntry,
  ReplicaDay,
  SelectQuery,
  StoredEntity,
} from "./destination.ts";
import { chunk } from "./dialect.ts";
import { guidsPerStatement, selectList, tableOf } from "./entity-tables.ts";
import type { EntityAccess } from "./entity-tables.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableLayout } from "./table-layout.ts";
import { readValue } from "./values.ts";

const sortKey = "__key";

export async function selectRows(access: EntityAccess, query: SelectQuery): Promise<readonly Values[]> {
  const table = tableOf(access, query.table);
  const { whereIn } = query;
  if (!whereIn) return decodeRows(table, query.columns, await selectWhere(access, table, query, null));
  const rows: RawRow[] = [];
  const parts = chunk([...new Set(whereIn.values)], guidsPerStatement);
  for (const values of parts) {
    const condition = sql` and ${sql.ref(whereIn.column)} in (${sql.join(values)})`;
    rows.push(...(await selectWhere(access, table, query, condition)));
  }
  // The order of each part is the database's; between parts it is restored by the stable sort.
  if (parts.length > 1)
    rows.sort((left, right) => compareTexts(String(left[sortKey]), String(right[sortKey])));
  return decodeRows(table, query.columns, rows);
}

async function selectWhere(
  access: EntityAccess,
  table: TableLayout,
  query: SelectQuery,
  condition: RawBuilder<unknown> | null,
): Promise<readonly RawRow[]> {
  const living =
    table.kind === "entity" && query.includeDeleted !== true
      ? sql` and is_deleted = ${access.dialect.toDatabase("bool", false)}`
      : sql``;
  const order =
    table.kind === "entity" ? sql.ref(table.keyColumn) : sql`${sql.ref(table.keyColumn)}, line_no`;
  const key = condition === null ? sql`` : sql`, ${sql.ref(table.keyColumn)} as ${sql.ref(sortKey)}`;
  const { rows } = await sql<RawRow>`select ${selectList(access, table, query.columns)}${key}
    from ${sql.table(table.name)}
    where company_id = ${query.companyId}${living}${condition ?? sql``}
    order by ${order}`.execute(access.db);
  return rows;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function decodeRows(
  table: TableLayout,
  columns: readonly string[],
  rows: readonly RawRow[],
): readonly Values[] {
  const types = columns.map((column) => [column, table.columnTypes.get(column) ?? "text"] as const);
  return rows.map((row) => decodeRow(types, row));
}

function decodeRow(types: readonly (readonly [string, LogicalType])[], row: RawRow): Values {
  const values: Record<string, Value> = {};
  for (const [column, type] of types) values[column] = readValue(type, row[column]);
  return values;
}

export async function readEntities(
  access: EntityAccess,
  companyId: number,
  stream: Stream,
  guids: readonly string[],
): Promise<Map<string, StoredEntity>> {
  const entities = new Map<string, StoredEntity>();
  for (const part of chunk([...new Set(guids)], guidsPerStatement)) {
    for (const entity of await readPart(access, companyId, stream, part)) entities.set(entity.guid, entity);
  }
  return entities;
}

async function readPart(
  access: EntityAccess,
  companyId: number,
  stream: Stream,
  guids: readonly string[],
): Promise<readonly StoredEntity[]> {
  const { entity, children } = layoutOf(stream);
  const own = entity.valueColumns.map(({ name }) => name);
  const common = ["tally_guid", "master_id", "alter_id", "is_deleted", "last_modified_in_tally"];
  const rows = await selectRows(access, {
    companyId,
    table: entity.name,
    columns: [...common, ...own],
    includeDeleted: true,
    whereIn: { column: "tally_guid", values: guids },
  });
  const lines = new Map<string, ReadonlyMap<string, readonly Values[]>>();
  for (const child of children) lines.set(child.name, await readLines(access, companyId, child, guids));
  return rows.map((row) => {
    const guid = String(row["tally_guid"]);
    return {
      guid,
      masterId: Number(row["master_id"]),
      alterId: Number(row["alter_id"]),
      isDeleted: row["is_deleted"] === true,
      lastModified: textOrNull(row["last_modified_in_tally"]),
      values: Object.fromEntries(own.map((name) => [name, row[name] ?? null])),
      children: Object.fromEntries(children.map(({ name }) => [name, lines.get(name)?.get(guid) ?? []])),
    };
  });
}

async function readLines(
  access: EntityAccess,
  companyId: number,
  child: TableLayout,
  guids: readonly string[],
): Promise<ReadonlyMap<string, readonly Values[]>> {
  const names = child.valueColumns.map(({ name }) => name);
  const rows = await selectRows(access, {
    companyId,
    table: child.name,
    columns: [child.keyColumn, ...names],
    whereIn: { column: child.keyColumn, values: guids },
  });
  const lines = new Map<string, Values[]>();
  for (const { [child.keyColumn]: parent, ...values } of rows) {
    const guid = String(parent);
    const known = lines.get(guid);
    if (known) known.push(values);
    else lines.set(guid, [values]);
  }
  return lines;
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === "string" ? value : null;
}

export async function readCensus(
  access: EntityAccess,
  companyId: number,
  stream: Stream,
  window?: DateRange,
): Promise<readonly ReplicaCensusEntry[]> {
  const { entity } = layoutOf(stream);
  const hasDate = stream.name === "vouchers";
  const columns = ["tally_guid", "master_id", "alter_id", "is_deleted", ...(hasDate ? ["date"] : [])];
  const range =
    hasDate && window ? sql` and ${sql.ref("date")} between ${window.from} and ${window.to}` : sql``;
  const { rows } = await sql<RawRow>`select ${selectList(access, entity, columns)}
    from ${sql.table(entity.name)}
    where company_id = ${companyId}${range}
    order by tally_guid`.execute(access.db);
  return decodeRows(entity, columns, rows).map((row) => ({
    guid: String(row["tally_guid"]),
    masterId: Number(row["master_id"]),
    alterId: Number(row["alter_id"]),
    isDeleted: row["is_deleted"] === true,
    date: textOrNull(row["date"]),
  }));
}

/**
 * A voucher in quarantine counts as Tally has it now, on the date and with the ALTERID it was rejected with;
 * an older version of it that is still stored does not count as well.
 */
export async function readFingerprintDays(
  access: EntityAccess,
  companyId: number,
  window: DateRange,
): Promise<readonly ReplicaDay[]> {
  const { dialect, db } = access;
  const dateColumn = sql.ref("date");
  const { rows } = await sql<RawRow>`select
      ${sql.raw(dialect.selectExpression("date", dialect.quote("date")))} as day,
      count(*) as vouchers, sum(master_id) as sum_master_id, sum(alter_id) as sum_alter_id
    from vouchers
    where company_id = ${companyId} and is_deleted = ${dialect.toDatabase("bool", false)}
      and ${dateColumn} between ${window.from} and ${window.to}
      and not exists (select 1 from quarantine where quarantine.company_id = vouchers.company_id
        and quarantine.entity_type = 'vouchers' and quarantine.tally_guid = vouchers.tally_guid)
    group by ${dateColumn}`.execute(db);
  const quarantined = await sql<RawRow>`select
      ${sql.raw(dialect.selectExpression("date", "voucher_date"))} as day,
      1 as vouchers, master_id as sum_master_id, alter_id as sum_alter_id
    from quarantine
    where company_id = ${companyId} and entity_type = 'vouchers'
      and voucher_date between ${window.from} and ${window.to}`.execute(db);
  return sumDays([...rows, ...quarantined.rows]);
}

function sumDays(rows: readonly RawRow[]): readonly ReplicaDay[] {
  const days = new Map<string, ReplicaDay>();
  for (const row of rows) {
    const date = String(readValue("date", row["day"]));
    const known = days.get(date) ?? { date, count: 0, sumMasterId: 0, sumAlterId: 0 };
    days.set(date, {
      date,
      count: known.count + Number(row["vouchers"]),
      sumMasterId: known.sumMasterId + Number(row["sum_master_id"] ?? 0),
      sumAlterId: known.sumAlterId + Number(row["sum_alter_id"] ?? 0),
    });
  }
  return [...days.values()].sort((left, right) => compareTexts(left.date, right.date));
}
