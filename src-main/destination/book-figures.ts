import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { LogicalType } from "../catalog/stream.ts";
import type { Destination } from "./destination.ts";
import type { Dialect } from "./dialect.ts";
import { readValue } from "./values.ts";

/** Sums of the lines as they are stored, per day: what verify compares with Tally's own figures. Always exact. */

type Reader = Pick<Destination, "db" | "dialect">;
type RawRow = Readonly<Record<string, unknown>>;

export interface Posting {
  readonly ledgerGuid: string | null;
  readonly ledgerName: string;
  readonly date: string;
  /** Ten-thousandths, credit positive. */
  readonly units: bigint;
}

export interface StockMovement {
  readonly itemGuid: string | null;
  readonly itemName: string;
  readonly date: string;
  readonly baseType: string;
  readonly isTracked: boolean;
  /** Hundred-millionths, inward positive. */
  readonly units: bigint;
}

interface VouchersOfDay {
  readonly voucherTypeName: string;
  readonly date: string;
  readonly count: number;
}

export interface ForexPosting {
  readonly ledgerGuid: string;
  readonly date: string;
  readonly currencyName: string;
  readonly forexAmount: string | null;
  readonly exchangeRate: string | null;
}

/**
 * Decimals times their scale, added up as whole numbers: a database that keeps decimals as floats adds whole numbers
 * without loss.
 */
function exactSum(dialect: Dialect, column: string, scale: number): RawBuilder<unknown> {
  const scaled = `round(${column} * ${10 ** scale}, 0)`;
  const whole = dialect.significantDigits === null ? scaled : `cast(${scaled} as integer)`;
  return sql.raw(dialect.selectExpression("number", `sum(${whole})`));
}

function read(dialect: Dialect, type: LogicalType, column: string): RawBuilder<unknown> {
  return sql.raw(dialect.selectExpression(type, column));
}

function wholeUnits(value: unknown): bigint {
  const [whole = "0"] = String(readValue("text", value) ?? "0").split(".");
  return BigInt(whole);
}

function textOrNull(value: unknown): string | null {
  const text = readValue("text", value);
  return text === null ? null : String(text);
}

/** More names than every product takes as parameters are picked out here. */
const mostNamed = 2_000;

/** Vouchers that move ledger balances, by ledger and day; of these ledgers alone, or of all. */
export async function readPostings(
  { db, dialect }: Reader,
  companyId: number,
  ledgerGuids: readonly string[] | null = null,
): Promise<readonly Posting[]> {
  const isTooMany = ledgerGuids !== null && ledgerGuids.length > mostNamed;
  const ofLedgers =
    ledgerGuids === null || isTooMany
      ? sql``
      : sql` and (l.ledger_guid is null or l.ledger_guid in (${sql.join(["", ...ledgerGuids])}))`;
  const date = sql.raw(`v.${dialect.quote("date")}`);
  const { rows } = await sql<RawRow>`select l.ledger_guid, l.ledger_name,
      ${read(dialect, "date", `v.${dialect.quote("date")}`)} as day,
      ${exactSum(dialect, "l.amount", 4)} as units
    from voucher_ledger_entries l
    join vouchers v on v.company_id = l.company_id and v.tally_guid = l.voucher_guid
    where l.company_id = ${companyId} and v.is_deleted = ${dialect.toDatabase("bool", false)}
      and v.posts_to_accounts = ${dialect.toDatabase("bool", true)}${ofLedgers}
    group by l.ledger_guid, l.ledger_name, ${date}`.execute(db);
  const postings = rows.map((row) => ({
    ledgerGuid: textOrNull(row["ledger_guid"]),
    ledgerName: String(row["ledger_name"]),
    date: String(readValue("date", row["day"])),
    units: wholeUnits(row["units"]),
  }));
  if (!isTooMany) return postings;
  const wanted = new Set(ledgerGuids);
  return postings.filter(({ ledgerGuid }) => ledgerGuid === null || wanted.has(ledgerGuid));
}

/** Lines of vouchers that move stock, by item, day and kind of voucher. */
export async function readStockMovements(
  { db, dialect }: Reader,
  companyId: number,
): Promise<readonly StockMovement[]> {
  const date = sql.raw(`v.${dialect.quote("date")}`);
  const tracked = sql.raw("case when i.tracking_number = '' then 0 else 1 end");
  const { rows } = await sql<RawRow>`select i.item_guid, i.item_name, v.base_type, ${tracked} as tracked,
      ${read(dialect, "date", `v.${dialect.quote("date")}`)} as day,
      ${exactSum(dialect, "i.quantity", 8)} as units
    from voucher_inventory_entries i
    join vouchers v on v.company_id = i.company_id and v.tally_guid = i.voucher_guid
    where i.company_id = ${companyId} and v.is_deleted = ${dialect.toDatabase("bool", false)}
      and v.moves_stock = ${dialect.toDatabase("bool", true)}
    group by i.item_guid, i.item_name, v.base_type, ${tracked}, ${date}`.execute(db);
  return rows.map((row) => ({
    itemGuid: textOrNull(row["item_guid"]),
    itemName: String(row["item_name"]),
    date: String(readValue("date", row["day"])),
    baseType: String(row["base_type"]),
    isTracked: Number(row["tracked"]) === 1,
    units: wholeUnits(row["units"]),
  }));
}

/** Living vouchers, cancelled and optional ones too, by type and day. */
export async function countVouchersPerTypeAndDay(
  { db, dialect }: Reader,
  companyId: number,
): Promise<readonly VouchersOfDay[]> {
  const date = sql.raw(dialect.quote("date"));
  const { rows } =
    await sql<RawRow>`select voucher_type_name, ${read(dialect, "date", dialect.quote("date"))} as day,
      count(*) as vouchers
    from vouchers
    where company_id = ${companyId} and is_deleted = ${dialect.toDatabase("bool", false)}
    group by voucher_type_name, ${date}`.execute(db);
  return rows.map((row) => ({
    voucherTypeName: String(row["voucher_type_name"]),
    date: String(readValue("date", row["day"])),
    count: Number(row["vouchers"]),
  }));
}

/** Lines with a foreign amount, oldest first. */
export async function readForexPostings(
  { db, dialect }: Reader,
  companyId: number,
): Promise<readonly ForexPosting[]> {
  const { rows } = await sql<RawRow>`select l.ledger_guid, l.currency_name,
      ${read(dialect, "date", `v.${dialect.quote("date")}`)} as day,
      ${read(dialect, "money", "l.forex_amount")} as forex_amount,
      ${read(dialect, "number", "l.exchange_rate")} as exchange_rate
    from voucher_ledger_entries l
    join vouchers v on v.company_id = l.company_id and v.tally_guid = l.voucher_guid
    where l.company_id = ${companyId} and v.is_deleted = ${dialect.toDatabase("bool", false)}
      and v.posts_to_accounts = ${dialect.toDatabase("bool", true)} and l.exchange_rate is not null
    order by ${sql.raw(`v.${dialect.quote("date")}`)}, v.alter_id, l.line_no`.execute(db);
  return rows.map((row) => ({
    ledgerGuid: textOrNull(row["ledger_guid"]) ?? "",
    date: String(readValue("date", row["day"])),
    currencyName: String(row["currency_name"]),
    forexAmount: textOrNull(readValue("money", row["forex_amount"])),
    exchangeRate: textOrNull(readValue("number", row["exchange_rate"])),
  }));
}
