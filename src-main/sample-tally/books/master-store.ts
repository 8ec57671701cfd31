import { masterTypes } from "../model.ts";
import type { MasterType, TallyObject } from "../model.ts";
import { restampNames } from "./references.ts";
import { foldName, makeObject, makeTextList, reserved } from "./values.ts";

/** Living masters by type, name and MASTERID. Knows what follows from names and parents, not about counters. */
export class MasterStore {
  readonly #byId: (TallyObject | undefined)[] = [];
  readonly #byType = new Map<MasterType, TallyObject[]>();
  readonly #byName = new Map<MasterType, Map<string, TallyObject>>();
  /** False while many masters are made in a row: what follows from parents is then computed once at the end. */
  keepsDerived = true;

  constructor() {
    for (const type of masterTypes) {
      this.#byType.set(type, []);
      this.#byName.set(type, new Map());
    }
  }

  ofType(type: MasterType): readonly TallyObject[] {
    return this.#byType.get(type) ?? [];
  }

  byName(type: MasterType, name: string): TallyObject | undefined {
    return this.#byName.get(type)?.get(foldName(name));
  }

  byId(masterId: number): TallyObject | undefined {
    return this.#byId[masterId];
  }

  /** Name of a master by MASTERID; vouchers are shown with it. */
  nameOf(masterId: number): string {
    return (this.#byId[masterId]?.fields["NAME"] as string | undefined) ?? "";
  }

  add(master: TallyObject): void {
    const type = master.type as MasterType;
    const name = nameOfMaster(master);
    this.#byId[master.fields["MASTERID"] as number] = master;
    insertSorted(this.#byType.get(type) ?? [], master);
    this.#byName.get(type)?.set(foldName(name), master);
    stampNames(master);
    if (this.keepsDerived) this.refreshDerived();
  }

  remove(master: TallyObject): void {
    const type = master.type as MasterType;
    const list = this.#byType.get(type) ?? [];
    list.splice(list.indexOf(master), 1);
    this.#byName.get(type)?.delete(foldName(nameOfMaster(master)));
    this.#byId[master.fields["MASTERID"] as number] = undefined;
  }

  /** Gives a master another name, everywhere at once. */
  rename(master: TallyObject, to: string): void {
    const type = master.type as MasterType;
    const from = nameOfMaster(master);
    const list = this.#byType.get(type) ?? [];
    list.splice(list.indexOf(master), 1);
    const names = this.#byName.get(type);
    if (names?.get(foldName(from)) === master) names.delete(foldName(from));
    master.fields["NAME"] = to;
    insertSorted(list, master);
    names?.set(foldName(to), master);
    stampNames(master);
    restampNames((each) => this.ofType(each), type, from, to);
    if (type === "UNIT") this.#renameCompounds(to);
    this.refreshDerived();
  }

  #renameCompounds(unitName: string): void {
    const compounds = this.ofType("UNIT").filter(
      (unit) =>
        unit.fields["ISSIMPLEUNIT"] === false &&
        (unit.fields["BASEUNITS"] === unitName || unit.fields["ADDITIONALUNITS"] === unitName),
    );
    for (const unit of compounds) this.rename(unit, compoundUnitName(unit));
  }

  /** What Tally infers from parents: flags and structure of groups, flags of ledgers. No ALTERID moves. */
  refreshDerived(): void {
    for (const group of this.ofType("GROUP")) this.#refreshGroup(group);
    for (const ledger of this.ofType("LEDGER")) this.#refreshLedger(ledger);
  }

  #refreshGroup(group: TallyObject): void {
    const chain = this.groupChain(group);
    const top = chain[chain.length - 1] ?? group;
    group.fields["PARENTSTRUCTURE"] = chain.map(nameOfMaster).join("\u0003");
    group.fields["PRIMARYGRPPARENT"] = top === group ? reserved.primary : nameOfMaster(top);
    group.fields["_PRIMARYGROUP"] = nameOfMaster(top);
    const source = chain.find((each) => each.fields["ISRESERVED"] === true) ?? top;
    if (source === group) return;
    for (const flag of ["ISREVENUE", "ISDEEMEDPOSITIVE", "AFFECTSGROSSPROFIT"]) {
      group.fields[flag] = source.fields[flag];
    }
  }

  #refreshLedger(ledger: TallyObject): void {
    const group = this.byName("GROUP", ledger.fields["PARENT"] as string);
    if (group === undefined) return;
    for (const field of ["ISREVENUE", "ISDEEMEDPOSITIVE", "_PRIMARYGROUP"]) {
      ledger.fields[field] = group.fields[field];
    }
  }

  /** From the group up to the one directly under Primary. */
  groupChain(group: TallyObject): readonly TallyObject[] {
    const chain = [group];
    for (let each: TallyObject | undefined = group; each !== undefined;) {
      const parent = each.fields["PARENT"] as string;
      each = parent === reserved.primary ? undefined : this.byName("GROUP", parent);
      if (each !== undefined && !chain.includes(each)) chain.push(each);
      else each = undefined;
    }
    return chain;
  }

  /** The reserved voucher type this one derives from (protocol §6.17), by its lasting RESERVEDNAME. */
  baseTypeOf(typeId: number): string {
    let type = this.byId(typeId);
    for (let steps = 0; type !== undefined && steps < 50; steps += 1) {
      if (type.fields["ISRESERVED"] === true) return type.fields["RESERVEDNAME"] as string;
      type = this.byName("VOUCHERTYPE", type.fields["PARENT"] as string);
    }
    return "";
  }

  all(): readonly TallyObject[] {
    return masterTypes.flatMap((type) => this.ofType(type));
  }

  /** An independent copy, as a backup holds it. Values are immutable, so only containers are copied. */
  copy(): MasterStore {
    const copy = new MasterStore();
    copy.keepsDerived = false;
    for (const master of this.all()) copy.#addCopy(copyObject(master));
    copy.keepsDerived = true;
    return copy;
  }

  #addCopy(master: TallyObject): void {
    const type = master.type as MasterType;
    this.#byId[master.fields["MASTERID"] as number] = master;
    this.#byType.get(type)?.push(master);
    this.#byName.get(type)?.set(foldName(nameOfMaster(master)), master);
  }
}

export function nameOfMaster(master: TallyObject): string {
  return master.fields["NAME"] as string;
}

export function copyObject(object: TallyObject): TallyObject {
  const lists: Record<string, TallyObject[]> = {};
  for (const [name, list] of Object.entries(object.lists)) lists[name] = list.map(copyObject);
  return { type: object.type, fields: { ...object.fields }, lists };
}

/** `Box of 12 Nos`. */
export function compoundUnitName(unit: TallyObject): string {
  const { BASEUNITS: base, CONVERSION: count, ADDITIONALUNITS: small } = unit.fields;
  return `${base as string} of ${count as number} ${small as string}`;
}

function insertSorted(list: TallyObject[], master: TallyObject): void {
  const key = foldName(nameOfMaster(master));
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (other !== undefined && foldName(nameOfMaster(other)) <= key) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, master);
}

/** Keeps what repeats the name: RESERVENAME, unit symbol, currency symbols, LANGUAGENAME with aliases. */
function stampNames(master: TallyObject): void {
  const name = nameOfMaster(master);
  const { fields, lists } = master;
  if (master.type === "GROUP" && fields["ISRESERVED"] === true) fields["RESERVENAME"] = name;
  if (master.type === "UNIT") {
    fields["SYMBOL"] = name;
    fields["ORIGINALNAME"] = name;
  }
  // The rupee is stored as `I₹` and shown as `₹` (protocol §7); other currencies read alike.
  if (master.type === "CURRENCY") fields["ORIGINALNAME"] = name.startsWith("I₹") ? name.slice(1) : name;
  if (lists["LANGUAGENAME"] === undefined) return;
  const alias = fields["ONLYALIAS"] as string | undefined;
  const names = makeTextList("NAME", alias === undefined || alias === "" ? [name] : [name, alias]);
  fields["_FIRSTALIAS"] = alias;
  lists["LANGUAGENAME"] = [makeObject("LANGUAGENAME", { LANGUAGEID: 1033 }, { NAME: names })];
}
