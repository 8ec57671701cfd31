import type { WriteTransaction } from "../destination/destination.ts";
import { diffEntity } from "./changes.ts";
import type { MasterKnowledge } from "./complete.ts";
import { deriveVoucher } from "./derive-vouchers.ts";
import { type RunContext, stampOf } from "./run-context.ts";

const batchSize = 500;

/**
 * A voucher type that got another parent, or a tax ledger another duty head, changes what is computed for their
 * vouchers although no voucher has a new ALTERID. Nothing is asked from Tally, and nothing is logged but the master.
 */
export async function rederiveVouchers(
  tx: WriteTransaction,
  run: RunContext,
  { facts }: MasterKnowledge,
): Promise<void> {
  const guids = [
    ...(await vouchersOf(
      tx,
      run,
      run.voucherStream.name,
      "tally_guid",
      "voucher_type_guid",
      facts.changedTypes,
    )),
    ...(await vouchersOf(
      tx,
      run,
      "voucher_ledger_entries",
      "voucher_guid",
      "ledger_guid",
      facts.changedDuties,
    )),
  ];
  const unique = [...new Set(guids)];
  for (let start = 0; start < unique.length; start += batchSize) {
    const stored = await tx.readEntities(
      run.companyId,
      run.voucherStream,
      unique.slice(start, start + batchSize),
    );
    const rows = [...stored.values()]
      .filter(({ isDeleted }) => !isDeleted)
      .map((voucher) => ({ voucher, row: deriveVoucher(voucher, facts) }))
      .filter(({ voucher, row }) => diffEntity(run.voucherStream, voucher, row).mustWrite)
      .map(({ row }) => row);
    if (rows.length === 0) continue;
    await tx.writeEntities(run.voucherStream, rows, stampOf(run, "active"), { isKnownNew: false });
  }
}

/** Ledgers take revenue and side from their group; Tally moves no ledger's ALTERID when the group moves. */
export async function rederiveLedgers(
  tx: WriteTransaction,
  run: RunContext,
  { facts }: MasterKnowledge,
): Promise<void> {
  if (facts.changedGroups.size === 0) return;
  const ledgers = await tx.select({
    companyId: run.companyId,
    table: "ledgers",
    columns: ["tally_guid", "parent_guid"],
    whereIn: { column: "parent_guid", values: [...facts.changedGroups] },
  });
  const rows = ledgers.flatMap((ledger) => {
    const group = facts.group(String(ledger["parent_guid"]));
    if (group === undefined) return [];
    return [{ guid: String(ledger["tally_guid"]), values: [group.isRevenue, group.isDeemedPositive] }];
  });
  await tx.updateColumns(run.companyId, "ledgers", ["is_revenue", "is_deemed_positive"], rows);
}

async function vouchersOf(
  tx: WriteTransaction,
  run: RunContext,
  table: string,
  keyColumn: string,
  column: string,
  values: ReadonlySet<string>,
): Promise<string[]> {
  if (values.size === 0) return [];
  const rows = await tx.select({
    companyId: run.companyId,
    table,
    columns: [keyColumn],
    whereIn: { column, values: [...values] },
  });
  return rows.map((row) => String(row[keyColumn]));
}
