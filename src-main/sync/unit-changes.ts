import type { MasterKnowledge } from "./complete.ts";
import { readMastersOf } from "./read-masters.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { readWindows } from "./voucher-windows.ts";
import { windowsOfDays } from "./window.ts";

/** Quantity columns that Tally prints in the smallest unit. */
const lineTable = "voucher_inventory_entries";

/**
 * When the conversion of a compound unit changes, Tally prints other quantities for vouchers whose ALTERID stands
 * still. Their content, and the openings of their items, are read again and compared by value.
 */
export async function rereadUnitUsers(
  run: RunContext,
  { facts }: MasterKnowledge,
  staging: Staging,
): Promise<void> {
  if (facts.changedUnits.size === 0) return;
  const items = await itemsKeptIn(run, [...facts.changedUnits]);
  if (items.length === 0) return;
  await rereadItems(run, staging);
  const wanted = await vouchersWith(run, items);
  for (const span of windowsOfDays([...wanted.values()])) {
    const days = await run.destination.fingerprintDays(run.companyId, span);
    for await (const { rows, rejected } of readWindows(run, span, days)) {
      for (const row of rows) {
        const isStaged = staging.has(run.voucherStream.name, row.guid);
        if (wanted.has(row.guid) && !isStaged) staging.add(run.voucherStream.name, row);
      }
      for (const record of rejected) staging.reject(record);
    }
  }
}

async function itemsKeptIn(run: RunContext, units: readonly string[]): Promise<string[]> {
  const items: string[] = [];
  for (const column of ["base_unit_name", "additional_unit_name"]) {
    const rows = await run.destination.select({
      companyId: run.companyId,
      table: "stock_items",
      columns: ["tally_guid"],
      whereIn: { column, values: units },
    });
    items.push(...rows.map((row) => String(row["tally_guid"])));
  }
  return items;
}

async function rereadItems(run: RunContext, staging: Staging): Promise<void> {
  const stream = run.masterStreams.find(({ name }) => name === "stock_items");
  if (stream === undefined) return;
  const sink = {
    onRow: (row: Parameters<Staging["add"]>[1]) => staging.add(stream.name, row),
    onReject: (record: Parameters<Staging["reject"]>[0]) => staging.reject(record),
  };
  await readMastersOf(run, stream, null, sink);
}

/** GUIDs of living vouchers with these items, and their dates. */
async function vouchersWith(run: RunContext, items: readonly string[]): Promise<Map<string, string>> {
  const lines = await run.destination.select({
    companyId: run.companyId,
    table: lineTable,
    columns: ["voucher_guid"],
    whereIn: { column: "item_guid", values: items },
  });
  const guids = [...new Set(lines.map((line) => String(line["voucher_guid"])))];
  const vouchers = await run.destination.select({
    companyId: run.companyId,
    table: run.voucherStream.name,
    columns: ["tally_guid", "date"],
    whereIn: { column: "tally_guid", values: guids },
  });
  return new Map(vouchers.map((row) => [String(row["tally_guid"]), String(row["date"])]));
}
