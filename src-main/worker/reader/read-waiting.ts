import type { HeldDeletePage, QuarantinePage } from "../../contract/pages.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import { listCompanies } from "../../destination/companies-store.ts";
import type { Destination } from "../../destination/destination.ts";
import { readQuarantineNames } from "../../destination/quarantine-names.ts";
import {
  countQuarantineCauses,
  readHeldDeletePage,
  readQuarantinePage,
} from "../../destination/waiting-pages.ts";
import type { QuarantineCause } from "../../destination/waiting-pages.ts";
import { nameOfRecord, readVoucherFacts } from "../../destination/voucher-types.ts";
import { companyKeyOf, requireCompany } from "./stored-companies.ts";

export async function readHeldDeletes(
  destination: Destination,
  { company, offset, limit }: WorkerCalls["deletes.page"]["input"],
): Promise<HeldDeletePage> {
  const { id } = requireCompany(await listCompanies(destination.db), company);
  const { rows, total } = await readHeldDeletePage(destination, id, { offset, limit });
  const voucherOf = await readVoucherFacts(destination, rows);
  return {
    entries: rows.map((row) => ({
      table: row.entity_type,
      guid: row.tally_guid,
      nameOrNumber: nameOfRecord(row.name_or_number, voucherOf(row)),
      voucherDate: voucherOf(row)?.date ?? null,
      foundAt: row.found_at ?? "",
    })),
    total,
    shownUntil: rows.at(-1)?.found_at ?? null,
  };
}

export async function readQuarantine(
  destination: Destination,
  { company, offset, limit }: WorkerCalls["quarantine.page"]["input"],
): Promise<QuarantinePage> {
  const companies = await listCompanies(destination.db);
  const companyId = company === null ? null : requireCompany(companies, company).id;
  const { rows, total } = await readQuarantinePage(destination, companyId, { offset, limit });
  const nameOf = await readQuarantineNames(destination, rows);
  const entries = rows.map((row) => {
    const owner = companies.find(({ id }) => id === row.company_id);
    return {
      company: owner?.name ?? "",
      companyKey: owner === undefined ? "" : companyKeyOf(owner),
      table: row.entity_type,
      guid: row.tally_guid,
      nameOrNumber: nameOf(row),
      voucherDate: row.voucher_date,
      receivedAt: row.received_at ?? "",
      fieldName: row.field_name,
      reason: row.reason,
      attempts: row.attempts,
      rawXml: row.raw_xml,
    };
  });
  return { entries, total };
}

export function readQuarantineCauses(destination: Destination): Promise<readonly QuarantineCause[]> {
  return countQuarantineCauses(destination);
}
