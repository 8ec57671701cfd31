import {
  isLineList,
  isReadableColumn,
  isEmptyValue,
  isWholeContent,
  readableEntries,
  updateDifferences,
  withoutRepetitions,
} from "../../agent/field-differences.ts";
import type { StoredLine } from "../../agent/field-differences.ts";
import type { ChangeEntry, ChangePage, FieldChange, LastChange } from "../../contract/pages.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import { readChangePage } from "../../destination/change-pages.ts";
import { listCompanies } from "../../destination/companies-store.ts";
import type { CompanyRow } from "../../destination/companies-store.ts";
import type { ChangeLogTable } from "../../destination/control-tables.ts";
import type { Destination } from "../../destination/destination.ts";
import { nameOfRecord, readVoucherFacts } from "../../destination/voucher-types.ts";
import type { VoucherFacts } from "../../destination/voucher-types.ts";
import { companyKeyOf, requireCompany } from "./stored-companies.ts";

export async function readChanges(
  destination: Destination,
  input: WorkerCalls["changes.page"]["input"],
): Promise<ChangePage> {
  const companies = await listCompanies(destination.db);
  const { company, offset, limit, ...filter } = input;
  const companyId = company === null ? null : requireCompany(companies, company).id;
  const found = await readChangePage(destination, { ...filter, companyId }, { offset, limit });
  const voucherOf = await readVoucherFacts(destination, found.changes);
  return {
    changes: found.changes.map((change) => entryOf(change, companies, voucherOf(change))),
    total: found.total,
  };
}

export async function readLastChanges(
  destination: Destination,
  { limit }: WorkerCalls["changes.last"]["input"],
): Promise<readonly LastChange[]> {
  const companies = await listCompanies(destination.db);
  const everything = { companyId: null, runId: null, table: null, search: "", from: null, to: null };
  const { changes } = await readChangePage(destination, everything, { offset: 0, limit });
  const voucherOf = await readVoucherFacts(destination, changes);
  return changes.map((change) => {
    const entry = entryOf(change, companies, voucherOf(change));
    const { company, companyKey, runId, table, action, nameOrNumber, changedAt } = entry;
    return { company, companyKey, runId, table, action, nameOrNumber, changedAt };
  });
}

function entryOf(
  change: ChangeLogTable,
  companies: readonly CompanyRow[],
  voucher: VoucherFacts | null,
): ChangeEntry {
  const company = companies.find(({ id }) => id === change.company_id);
  return {
    seq: change.seq,
    company: company?.name ?? "",
    companyKey: company === undefined ? "" : companyKeyOf(company),
    runId: change.run_id,
    table: change.entity_type,
    guid: change.tally_guid,
    nameOrNumber: nameOfRecord(change.name_or_number, voucher),
    action: change.action,
    voucherDate: change.voucher_date,
    alteredBy: change.altered_by,
    changedAt: change.changed_at ?? "",
    fields: fieldChanges(change.action, change.changes),
  };
}

/**
 * Fields are named `narration`, of a line `voucher_ledger_entries[2].amount`; a whole line that came or went is
 * `voucher_ledger_entries[2]`, told as `ledger_name: Cash, amount: 100`.
 */
export function fieldChanges(action: string, changes: string | null): readonly FieldChange[] {
  const parsed: unknown = changes === null ? null : JSON.parse(changes);
  if (typeof parsed !== "object" || parsed === null) return [];
  if (isWholeContent(action)) return wholeChanges(parsed as StoredLine, action === "delete");
  return updateDifferences(parsed as StoredLine).map(({ table, line, column, before, after }) => ({
    field: table === null ? (column ?? "") : `${table}[${line}]${column === null ? "" : `.${column}`}`,
    before: textOf(before),
    after: textOf(after),
  }));
}

function wholeChanges(content: StoredLine, isGone: boolean): readonly FieldChange[] {
  const change = (field: string, value: unknown): FieldChange =>
    isGone ? { field, before: textOf(value), after: null } : { field, before: null, after: textOf(value) };
  return Object.entries(withoutRepetitions(content)).flatMap(([column, value]) => {
    if (isLineList(value)) return value.map((line, index) => change(`${column}[${index + 1}]`, line));
    return isReadableColumn(column) && !isEmptyValue(value) ? [change(column, value)] : [];
  });
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value);
  return readableEntries(value as StoredLine)
    .map(([column, each]) => `${column}: ${textOf(each) ?? ""}`)
    .join(", ");
}
