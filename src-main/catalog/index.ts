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
import type { Column, Stream } from "./stream.ts";
import { vouchers } from "./vouchers.ts";

/** Raised with every change of what is read; replicas made by an older one back-fill. */
export const catalogVersion = 1;

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

/** One table of the replica as the data dictionary lists it. */
export interface CatalogTable {
  readonly name: string;
  readonly kind: "entity" | "child";
  /** The stream that fills it. */
  readonly stream: string;
  /** Child tables: the column with the parent's GUID. */
  readonly parentKey: string | null;
  readonly columns: readonly Column[];
  readonly doc: string;
}

export function tables(): readonly CatalogTable[] {
  return streams.flatMap((stream) => [
    {
      name: stream.name,
      kind: "entity" as const,
      stream: stream.name,
      parentKey: null,
      columns: stream.columns,
      doc: stream.doc,
    },
    ...stream.children.map((child) => ({
      name: child.name,
      kind: "child" as const,
      stream: stream.name,
      parentKey: child.parentKey,
      columns: child.columns,
      doc: child.doc,
    })),
  ]);
}
