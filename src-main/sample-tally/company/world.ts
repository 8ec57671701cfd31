import type { CompanyState } from "../books/company-state.ts";
import type { TallyObject } from "../model.ts";
import type { State } from "./gstin.ts";
import type { Random } from "./random.ts";

/** What the generator of vouchers knows about the company it writes for. Masters are named by MASTERID. */
export interface World {
  readonly state: CompanyState;
  readonly random: Random;
  readonly home: State;
  readonly companyGstin: string;
  /** Voucher types by base type: the reserved one first, then the user's own. */
  readonly types: ReadonlyMap<string, readonly number[]>;
  /** Single ledgers by the key of chart.ts. */
  readonly ledgers: ReadonlyMap<string, number>;
  readonly customers: readonly Party[];
  readonly foreignCustomers: readonly Party[];
  readonly suppliers: readonly Party[];
  readonly items: readonly ItemFacts[];
  readonly godowns: readonly number[];
  readonly thirdPartyGodown: number;
  readonly people: People;
  readonly currencies: { readonly dollar: number; readonly euro: number };
  readonly registrationId: number;
  /** Bills not yet settled, by party, oldest first. */
  readonly openBills: Map<number, OpenBill[]>;
  /** Delivered or received against a note, not yet invoiced. */
  readonly pendingNotes: PendingNote[];
  /** Running numbers for references, cheques, tracking. */
  readonly serials: Map<string, number>;
}

export interface Party {
  readonly ledgerId: number;
  readonly name: string;
  readonly state: State | undefined;
  readonly gstin: string;
  readonly registrationType: string;
  readonly creditText: string;
  readonly address: readonly string[];
  readonly isBillWise: boolean;
  /** Foreign parties are invoiced in dollars or euros. */
  readonly currency: "dollar" | "euro" | undefined;
}

export interface OpenBill {
  readonly name: string;
  readonly billDay: number;
  readonly creditText: string | undefined;
  /** Still open, with the sign of the bill. */
  pending: number;
  pendingForex: number;
}

interface PendingNote {
  readonly party: Party;
  readonly trackingNumber: string;
  readonly isSale: boolean;
  readonly chosen: readonly { readonly item: ItemFacts; readonly count: number }[];
}

export interface ItemFacts {
  readonly itemId: number;
  readonly unitId: number;
  /** How many of the smallest unit make one of the unit prices are for. */
  readonly perPriceUnit: number;
  /** Whole pieces only, or up to three decimals. */
  readonly decimals: number;
  /** Price of one price unit in paise. */
  readonly costPaise: number;
  readonly pricePaise: number;
  readonly gstRate: number;
  readonly cessRate: number;
  readonly hsn: string;
  readonly isBatchWise: boolean;
  readonly hasExpiry: boolean;
  readonly batches: readonly { readonly name: string; readonly manufacturedDay: number }[];
  readonly alternate: { readonly unitId: number; readonly perUnit: number } | undefined;
}

export interface People {
  readonly primaryCategory: number;
  readonly regionCategory: number;
  readonly centres: readonly number[];
  readonly regions: readonly number[];
  readonly employees: readonly number[];
  readonly attendanceTypes: {
    readonly present: number;
    readonly overtime: number;
    readonly pieces: number;
  };
  readonly hoursUnit: number;
  readonly piecesUnit: number;
}

export function idOf(master: TallyObject): number {
  return master.fields["MASTERID"] as number;
}

/** Next number of a kind: `INV-0001` comes from `serial(world, "invoice")`. */
export function takeSerial(world: World, kind: string): number {
  const next = (world.serials.get(kind) ?? 0) + 1;
  world.serials.set(kind, next);
  return next;
}

export function ledgerId(world: World, key: string): number {
  const id = world.ledgers.get(key);
  if (id === undefined) throw new Error(`The chart of accounts has no "${key}".`);
  return id;
}

/** Masters may have been deleted since the company was made. */
export function isLiving(world: World, masterId: number): boolean {
  return world.state.masters.byId(masterId) !== undefined;
}

/** Chooses among what still exists; nearly all of it does, so trying comes before searching. */
export function pickLiving<T>(
  world: World,
  list: readonly T[],
  masterIdOf: (each: T) => number,
  type: string,
): T {
  const isUsable = (each: T): boolean => world.state.masters.byId(masterIdOf(each))?.type === type;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const chosen = world.random.pick(list);
    if (isUsable(chosen)) return chosen;
  }
  return world.random.pick(list.filter(isUsable));
}
