import {
  accountGroups,
  budgets,
  costCategories,
  costCentres,
  currencies,
  gstRegistrations,
  ledgers,
  voucherTypes,
} from "./accounting.ts";
import { godowns, stockCategories, stockGroups, stockItems, units } from "./inventory.ts";
import { attendanceTypes, employees, payHeads } from "./payroll.ts";
import type { Stream } from "./stream.ts";
import { vouchers } from "./vouchers.ts";

/** Masters in the order in which they are read (those that others point to first), then vouchers. */
export const streams: readonly Stream[] = [
  currencies,
  accountGroups,
  ledgers,
  voucherTypes,
  units,
  godowns,
  stockGroups,
  stockCategories,
  stockItems,
  costCategories,
  costCentres,
  employees,
  attendanceTypes,
  payHeads,
  budgets,
  gstRegistrations,
  vouchers,
];

const byName = new Map(streams.map((stream) => [stream.name, stream]));

export function streamByName(name: string): Stream {
  const stream = byName.get(name);
  if (!stream) throw new Error(`There is no stream named ${name}.`);
  return stream;
}
