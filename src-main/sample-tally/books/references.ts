import type { MasterType, Stored, TallyObject } from "../model.ts";

/** Fields of masters that hold the name of another master. Vouchers hold ids and need no entry here. */
interface Reference {
  readonly from: MasterType;
  /** Path of lists from the master down to the object that has the field. */
  readonly path: readonly string[];
  readonly field: string;
}

const parentOfOwnType: readonly MasterType[] = [
  "GROUP",
  "COSTCENTRE",
  "GODOWN",
  "STOCKGROUP",
  "STOCKCATEGORY",
  "VOUCHERTYPE",
  "ATTENDANCETYPE",
  "BUDGET",
];

const others: Partial<Record<MasterType, readonly Reference[]>> = {
  GROUP: [
    { from: "LEDGER", path: [], field: "PARENT" },
    { from: "BUDGET", path: ["BUDGETPERIODS", "GROUPALLOCATIONS"], field: "NAME" },
  ],
  LEDGER: [{ from: "BUDGET", path: ["BUDGETPERIODS", "ACCOUNTINGALLOCATIONS"], field: "NAME" }],
  COSTCATEGORY: [{ from: "COSTCENTRE", path: [], field: "CATEGORY" }],
  COSTCENTRE: [{ from: "BUDGET", path: ["BUDGETPERIODS", "COSTCENTREALLOCATIONS"], field: "NAME" }],
  GODOWN: [
    { from: "STOCKITEM", path: ["BATCHALLOCATIONS"], field: "GODOWNNAME" },
    {
      from: "STOCKITEM",
      path: ["MULTICOMPONENTLIST", "MULTICOMPONENTITEMLIST"],
      field: "GODOWNNAME",
    },
  ],
  STOCKGROUP: [{ from: "STOCKITEM", path: [], field: "PARENT" }],
  STOCKCATEGORY: [{ from: "STOCKITEM", path: [], field: "CATEGORY" }],
  STOCKITEM: [
    {
      from: "STOCKITEM",
      path: ["MULTICOMPONENTLIST", "MULTICOMPONENTITEMLIST"],
      field: "STOCKITEMNAME",
    },
  ],
  CURRENCY: [{ from: "LEDGER", path: [], field: "CURRENCYNAME" }],
  VOUCHERTYPE: [
    { from: "BUDGET", path: ["INCLUDELIST"], field: "INCLUDELIST" },
    { from: "BUDGET", path: ["EXCLUDELIST"], field: "EXCLUDELIST" },
  ],
  UNIT: [
    { from: "UNIT", path: [], field: "BASEUNITS" },
    { from: "UNIT", path: [], field: "ADDITIONALUNITS" },
    { from: "STOCKITEM", path: [], field: "BASEUNITS" },
    { from: "STOCKITEM", path: [], field: "ADDITIONALUNITS" },
    { from: "STOCKGROUP", path: [], field: "BASEUNITS" },
    { from: "ATTENDANCETYPE", path: [], field: "BASEUNITS" },
  ],
};

function referencesTo(type: MasterType): readonly Reference[] {
  const own = parentOfOwnType.includes(type)
    ? [{ from: type, path: [], field: "PARENT" } satisfies Reference]
    : [];
  return [...own, ...(others[type] ?? [])];
}

type MastersOf = (type: MasterType) => readonly TallyObject[];

/** Every place in the masters that names `name` of `type`, with the master it belongs to. */
function* placesNaming(
  mastersOf: MastersOf,
  type: MasterType,
  name: string,
): Iterable<{ readonly owner: TallyObject; readonly place: TallyObject; readonly field: string }> {
  for (const reference of referencesTo(type)) {
    for (const owner of mastersOf(reference.from)) {
      for (const place of descend(owner, reference.path)) {
        if (place.fields[reference.field] === name) yield { owner, place, field: reference.field };
      }
    }
  }
}

function descend(object: TallyObject, path: readonly string[]): readonly TallyObject[] {
  let objects: readonly TallyObject[] = [object];
  for (const list of path) objects = objects.flatMap((each) => each.lists[list] ?? []);
  return objects;
}

/** Writes the new name wherever masters name the old one; no ALTERID moves (protocol §6.4). */
export function restampNames(mastersOf: MastersOf, type: MasterType, from: string, to: string): void {
  // Names are gathered first: writing while walking could meet a name just written.
  const places = Array.from(placesNaming(mastersOf, type, from));
  for (const { place, field } of places) place.fields[field] = to;
  if (type === "UNIT") {
    for (const item of mastersOf("STOCKITEM")) restampUnits(item, from, to);
  }
  if (type === "CURRENCY") {
    for (const ledger of mastersOf("LEDGER")) restampCurrency(ledger, from, to);
  }
}

function restampUnits(object: TallyObject, from: string, to: string): void {
  for (const [name, value] of Object.entries(object.fields)) {
    const renamed = renameUnit(value, from, to);
    if (renamed !== value) object.fields[name] = renamed;
  }
  for (const list of Object.values(object.lists)) {
    for (const child of list) restampUnits(child, from, to);
  }
}

function renameUnit(value: Stored, from: string, to: string): Stored {
  if (typeof value !== "object" || (value.kind !== "quantity" && value.kind !== "rate")) return value;
  if (value.kind === "rate") return value.unit === from ? { ...value, unit: to } : value;
  const unit = value.unit === from ? to : value.unit;
  if (value.alternate === undefined) return unit === value.unit ? value : { ...value, unit };
  const alternate = value.alternate.unit === from ? { ...value.alternate, unit: to } : value.alternate;
  return unit === value.unit && alternate === value.alternate ? value : { ...value, unit, alternate };
}

function restampCurrency(ledger: TallyObject, from: string, to: string): void {
  for (const place of [ledger, ...(ledger.lists["BILLALLOCATIONS"] ?? [])]) {
    const value = place.fields["OPENINGBALANCE"];
    if (typeof value !== "object" || value.kind !== "amount") continue;
    if (value.forex?.currency !== from) continue;
    place.fields["OPENINGBALANCE"] = { ...value, forex: { ...value.forex, currency: to } };
  }
}

/** A master that names this one, or undefined. A reserved voucher type names itself; that does not count. */
export function findUser(
  mastersOf: MastersOf,
  type: MasterType,
  master: TallyObject,
): TallyObject | undefined {
  const name = master.fields["NAME"] as string;
  for (const { owner } of placesNaming(mastersOf, type, name)) if (owner !== master) return owner;
  return undefined;
}
