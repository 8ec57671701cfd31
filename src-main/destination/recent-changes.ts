import { sql } from "kysely";
import type { Destination } from "./destination.ts";
import { readValue } from "./values.ts";

/** Dates of the living vouchers whose ALTERID is above a number; nulls where there is none. */
export interface DateSpan {
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

function dateText(value: unknown): string | null {
  const date = readValue("date", value);
  return typeof date === "string" ? date : null;
}
