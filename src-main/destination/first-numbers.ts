import { sql } from "kysely";
import type { Destination } from "./destination.ts";
import { readValue } from "./values.ts";

/** Vouchers that are numbered together, and the first day of them that is stored. */
interface FirstNumbered {
  readonly voucherTypeGuid: string;
  readonly numberingStyle: string;
  readonly date: string;
}

/** Per voucher type, series, style, optional or regular: the day of the first living voucher. */
export async function firstNumberedDays(
  { db, dialect }: Pick<Destination, "db" | "dialect">,
  companyId: number,
): Promise<readonly FirstNumbered[]> {
  const { rows } = await sql<{ type_guid: string; style: string | null; first_date: unknown }>`
    select voucher_type_guid as type_guid, numbering_style as style, min(date) as first_date from vouchers
    where company_id = ${companyId} and is_deleted = ${dialect.toDatabase("bool", false)}
      and voucher_type_guid is not null
    group by voucher_type_guid, voucher_number_series, numbering_style, is_optional`.execute(db);
  return rows.map((row) => ({
    voucherTypeGuid: row.type_guid,
    numberingStyle: row.style ?? "",
    date: String(readValue("date", row.first_date)),
  }));
}
