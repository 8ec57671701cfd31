import { chunk } from "./dialect.ts";
import type { Destination } from "./destination.ts";

/** Under the parameter limit of every product. */
const guidsPerQuery = 500;

interface VoucherPlace {
  readonly company_id: number;
  readonly entity_type: string;
  readonly tally_guid: string;
}

export interface VoucherFacts {
  readonly type: string;
  readonly date: string;
}

/** Type and date of those of the records that are vouchers, deleted ones too: a number alone does not tell which is meant. */
export async function readVoucherFacts(
  destination: Pick<Destination, "select">,
  records: readonly VoucherPlace[],
): Promise<(record: VoucherPlace) => VoucherFacts | null> {
  const facts = new Map<string, VoucherFacts>();
  const vouchers = records.filter(({ entity_type: table }) => table === "vouchers");
  for (const [companyId, ofCompany] of Map.groupBy(vouchers, ({ company_id: id }) => id)) {
    const guids = [...new Set(ofCompany.map(({ tally_guid: guid }) => guid))];
    for (const values of chunk(guids, guidsPerQuery)) {
      const rows = await destination.select({
        companyId,
        table: "vouchers",
        columns: ["tally_guid", "voucher_type_name", "date"],
        includeDeleted: true,
        whereIn: { column: "tally_guid", values },
      });
      for (const row of rows) {
        facts.set(`${companyId} ${String(row["tally_guid"])}`, {
          type: String(row["voucher_type_name"]),
          date: String(row["date"]),
        });
      }
    }
  }
  return ({ company_id: companyId, entity_type: table, tally_guid: guid }) =>
    table === "vouchers" ? (facts.get(`${companyId} ${guid}`) ?? null) : null;
}

/** "Receipt 12"; a master's name alone. */
export function nameOfRecord(nameOrNumber: string, voucher: VoucherFacts | null): string {
  return voucher === null ? nameOrNumber : `${voucher.type} ${nameOrNumber}`.trim();
}
