import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Stream } from "../catalog/stream.ts";
import type { Destination } from "./destination.ts";
import { layoutOf, type NameReference, type TableLayout } from "./table-layout.ts";
import { readValue } from "./values.ts";

/**
 * Vouchers whose stored rows contradict each other. Every row this program writes agrees with its neighbours, so one
 * that does not was changed by somebody else, whichever of both is right.
 */

type Reader = Pick<Destination, "db" | "dialect">;

/** Amounts that belong to a line of another table, and the columns whose sums must be the line's own. */
interface Allocation {
  readonly table: string;
  readonly lineColumn: string;
  readonly lines: string;
  readonly sums: readonly string[];
}

const allocations: readonly Allocation[] = [
  {
    table: "voucher_batch_allocations",
    lineColumn: "inventory_line_no",
    lines: "voucher_inventory_entries",
    sums: ["quantity", "amount"],
  },
  {
    table: "voucher_bill_allocations",
    lineColumn: "ledger_line_no",
    lines: "voucher_ledger_entries",
    sums: ["amount"],
  },
  {
    table: "voucher_bank_allocations",
    lineColumn: "ledger_line_no",
    lines: "voucher_ledger_entries",
    sums: ["amount"],
  },
];

/** Smaller than any amount; sums of floats are off by less. */
const tolerance = sql.raw("0.00005");

/** Dates of such vouchers, each once. Masters in `renamed` hold a wrong name themselves; they say nothing of vouchers. */
export async function findInconsistentDays(
  reader: Reader,
  companyId: number,
  stream: Stream,
  renamed: readonly string[],
): Promise<readonly string[]> {
  const { entity, children } = layoutOf(stream);
  const conditions: RawBuilder<unknown>[] = [
    ...[entity, ...children].flatMap((table) =>
      table.references.map((reference) => contradictsMaster(table, reference, renamed)),
    ),
    ...children.map(hasLineGap),
    ...allocations.flatMap((allocation) => allocation.sums.map((column) => doesNotAddUp(allocation, column))),
    amountIsNotDebitSide,
    hasTypeOfOtherBase,
  ];
  const dates = new Set<string>();
  for (const condition of conditions) {
    for (const date of await datesWhere(reader, companyId, condition)) dates.add(date);
  }
  return [...dates].sort();
}

async function datesWhere(
  { db, dialect }: Reader,
  companyId: number,
  condition: RawBuilder<unknown>,
): Promise<readonly string[]> {
  const quoted = `v.${dialect.quote("date")}`;
  const { rows } = await sql<{
    day: unknown;
  }>`select distinct ${sql.raw(dialect.selectExpression("date", quoted))} as day
    from vouchers v
    where v.company_id = ${companyId} and v.is_deleted = ${dialect.toDatabase("bool", false)}
      and ${condition}`.execute(db);
  return rows.map(({ day }) => String(readValue("date", day)));
}

/** Rows `t` of a table that belong to the voucher `v`. */
function belongs(table: Pick<TableLayout, "name" | "keyColumn">): RawBuilder<unknown> {
  return sql`${sql.table(table.name)} t where t.company_id = v.company_id and ${sql.ref(`t.${table.keyColumn}`)} = v.tally_guid`;
}

/** Beyond what every product takes as parameters no reference is excused: more days are read again, none too few. */
const mostExcused = 2_000;

function contradictsMaster(
  table: TableLayout,
  { nameColumn, guidColumn, masterTable }: NameReference,
  renamed: readonly string[],
): RawBuilder<unknown> {
  const name = sql.ref(`t.${nameColumn}`);
  const guid = sql.ref(`t.${guidColumn}`);
  const master = sql`select 1 from ${sql.table(masterTable)} m where m.company_id = t.company_id`;
  const isExcused =
    renamed.length === 0 || renamed.length > mostExcused
      ? sql``
      : sql` and ${guid} not in (${sql.join(renamed)})`;
  return sql`exists (select 1 from ${belongs(table)} and ${name} <> '' and (
    (${guid} is not null${isExcused} and not exists (${master} and m.tally_guid = ${guid} and m.name = ${name}))
    or (${guid} is null and exists (${master} and m.name = ${name}))))`;
}

function hasLineGap(table: TableLayout): RawBuilder<unknown> {
  const rows = belongs(table);
  return sql`(select count(*) from ${rows}) <> coalesce((select max(t.line_no) from ${rows}), 0)`;
}

function doesNotAddUp({ table, lineColumn, lines }: Allocation, column: string): RawBuilder<unknown> {
  const key = { name: table, keyColumn: "voucher_guid" };
  const ofLine = sql`${belongs(key)} and ${sql.ref(`t.${lineColumn}`)} = l.line_no`;
  const difference = sql`(select sum(${sql.ref(`t.${column}`)}) from ${ofLine}) - ${sql.ref(`l.${column}`)}`;
  return sql`exists (select 1 from ${sql.table(lines)} l
    where l.company_id = v.company_id and l.voucher_guid = v.tally_guid
      and exists (select 1 from ${ofLine}) and abs(${difference}) > ${tolerance})`;
}

const amountIsNotDebitSide = sql`abs(coalesce(v.amount, 0) + coalesce((select sum(t.amount)
  from ${belongs({ name: "voucher_ledger_entries", keyColumn: "voucher_guid" })} and t.amount < 0), 0)) > ${tolerance}`;

const hasTypeOfOtherBase = sql`exists (select 1 from voucher_types m where m.company_id = v.company_id
  and m.tally_guid = v.voucher_type_guid and m.base_type <> v.base_type)`;
