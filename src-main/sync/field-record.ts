import type { CustomField } from "../contract/choice.ts";
import type { ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import { type CompanyRow, findCompany } from "../destination/companies-store.ts";
import { newestVouchersUpTo } from "../destination/recent-changes.ts";
import type { EngineOptions } from "./engine-api.ts";
import { isNamed } from "./identity.ts";

/** The record on which a formula is tried. */
export interface TriedRecord {
  readonly probed: ProbedCompany;
  readonly guid: string;
  readonly masterId: number;
  readonly alterId: number;
  readonly date: string;
}

interface Wish {
  readonly field: CustomField;
  readonly company?: string;
}

/** The record of the table that was changed last, of an open company that is in the database. */
export async function findRecord(
  { source, destination }: EngineOptions,
  { field, company }: Wish,
  signal: AbortSignal,
): Promise<TriedRecord> {
  const open = (await source.probe(signal)).filter(
    (probed) => company === undefined || isNamed(probed, company),
  );
  if (open.length === 0 && company !== undefined) {
    throw new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company });
  }
  for (const probed of open) {
    const stored = await findCompany(destination.db, probed);
    if (stored === null) continue;
    const found =
      field.table === "vouchers"
        ? await newestVoucher(destination, stored)
        : await newestMaster(destination, stored, field.table);
    if (found !== null) return { ...found, probed };
  }
  throw new ReplicaError("CONFIG_FIELD_NO_RECORD", { field: field.name, table: field.table });
}

type FoundRecord = Omit<TriedRecord, "probed"> | null;

async function newestVoucher(
  destination: EngineOptions["destination"],
  { id }: CompanyRow,
): Promise<FoundRecord> {
  const state = await destination.db
    .selectFrom("sync_state")
    .select("seen_alter_id")
    .where("company_id", "=", id)
    .where("counter", "=", "vouchers")
    .executeTakeFirst();
  const alterId = state?.seen_alter_id ?? 0;
  const [newest] = await newestVouchersUpTo(destination, id, { alterId, count: 50 });
  return newest === undefined ? null : { ...newest, alterId };
}

async function newestMaster(
  destination: EngineOptions["destination"],
  { id }: CompanyRow,
  table: string,
): Promise<FoundRecord> {
  const columns = ["tally_guid", "master_id", "alter_id"];
  const rows = await destination.select({ companyId: id, table, columns });
  const newest = rows.reduce<(typeof rows)[number] | null>(
    (best, row) => (best === null || Number(row["alter_id"]) > Number(best["alter_id"]) ? row : best),
    null,
  );
  return newest === null
    ? null
    : {
        guid: String(newest["tally_guid"]),
        masterId: Number(newest["master_id"]),
        alterId: Number(newest["alter_id"]),
        date: "",
      };
}
