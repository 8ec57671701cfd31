import { sql } from "kysely";
import type { Destination } from "./destination.ts";
import { readValue } from "./values.ts";

/** Dates of the living vouchers whose ALTERID is above a number; nulls where there is none. */
interface DateSpan {
  readonly oldest: string | null;
  readonly newest: string | null;
}

/** Where people are working: the dates of the vouchers changed last. */
export async function spanOfVouchersAbove(
  { db, dialect }: Pick<Destination, "db" | "dialect">,
  companyId: number,
  alterId: number,
): Promise<DateSpan> {
  const { rows } = await sql<{ oldest: unknown; newest: unknown }>`
    select min(date) as oldest, max(date) as newest from vouchers
    where company_id = ${companyId} and alter_id > ${alterId}
      and is_deleted = ${dialect.toDatabase("bool", false)}`.execute(db);
  return { oldest: dateText(rows[0]?.oldest), newest: dateText(rows[0]?.newest) };
}

interface StoredVoucher {
  readonly guid: string;
  readonly masterId: number;
  readonly date: string;
}

/** The living vouchers with the highest ALTERIDs up to a number, newest first. */
export async function newestVouchersUpTo(
  { db, dialect }: Pick<Destination, "db" | "dialect">,
  companyId: number,
  { alterId, count }: { readonly alterId: number; readonly count: number },
): Promise<readonly StoredVoucher[]> {
  const { rows } = await sql<{ guid: unknown; master_id: unknown; date: unknown }>`
    select tally_guid as guid, master_id, date from vouchers
    where company_id = ${companyId} and alter_id <= ${alterId} and alter_id > ${alterId - 20 * count}
      and is_deleted = ${dialect.toDatabase("bool", false)}
    order by alter_id desc`.execute(db);
  return rows.slice(0, count).map((row) => ({
    guid: String(row.guid),
    masterId: Number(row.master_id),
    date: dateText(row.date) ?? "",
  }));
}

function dateText(value: unknown): string | null {
  const date = readValue("date", value);
  return typeof date === "string" ? date : null;
}
