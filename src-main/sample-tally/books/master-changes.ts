import type { MasterType, Stored, TallyObject } from "../model.ts";
import { companyMasterId, moveMastersCounter } from "./company-state.ts";
import type { CompanyState } from "./company-state.ts";
import { derivedMasterFields, makeMasterShape } from "./master-shapes.ts";
import { compoundUnitName, nameOfMaster } from "./master-store.ts";
import { findUser } from "./references.ts";
import { isReservedWord } from "./values.ts";
import { idsOfContent } from "./voucher-ids.ts";
import { objectGuid } from "./voucher-object.ts";

interface MasterContent {
  readonly fields?: Readonly<Record<string, Stored>>;
  readonly lists?: Readonly<Record<string, TallyObject[]>>;
}

/** A master the program itself makes; it keeps RESERVEDNAME for ever. */
interface ReservedMaster {
  readonly reservedName: string;
}

export function createMaster(
  state: CompanyState,
  type: MasterType,
  name: string,
  content: MasterContent = {},
  reservedMaster?: ReservedMaster,
): TallyObject {
  if (name.trim() === "") throw new Error("A master needs a name.");
  if (state.masters.byName(type, name) !== undefined) {
    throw new Error(`There is already a ${type.toLowerCase()} named "${name}".`);
  }
  const master = makeMasterShape(type);
  const masterId = takeMasterId(state);
  Object.assign(master.fields, content.fields);
  Object.assign(master.lists, content.lists);
  Object.assign(master.fields, {
    NAME: name,
    GUID: objectGuid(state.companyGuid, masterId),
    MASTERID: masterId,
    ALTERID: moveMastersCounter(state),
    RESERVEDNAME: reservedMaster?.reservedName ?? "",
    REMOTEALTGUID: state.companyGuid,
  });
  state.masters.add(master);
  return master;
}

/** Masters share one sequence; the company itself has 29 of it (protocol §6.3, §6.13). */
function takeMasterId(state: CompanyState): number {
  if (state.nextMasterId === companyMasterId) state.nextMasterId += 1;
  const id = state.nextMasterId;
  state.nextMasterId += 1;
  return id;
}

/** Returns whether anything changed: saving a master unchanged moves no counter (protocol §6.4). */
export function alterMaster(state: CompanyState, master: TallyObject, content: MasterContent): boolean {
  for (const name of Object.keys(content.fields ?? {})) {
    if (derivedMasterFields.has(name)) throw new Error(`${name} cannot be set on a master.`);
  }
  checkParent(state, master.type as MasterType, content, master);
  if (!differs(master.fields, content.fields) && !differs(master.lists, content.lists)) return false;
  Object.assign(master.fields, content.fields);
  Object.assign(master.lists, content.lists);
  master.fields["ALTERID"] = moveMastersCounter(state);
  const isCompound = master.type === "UNIT" && master.fields["ISSIMPLEUNIT"] === false;
  state.masters.rename(master, isCompound ? compoundUnitName(master) : nameOfMaster(master));
  return true;
}

/** The parent must exist, and must not lie below the master itself. */
export function checkParent(
  state: CompanyState,
  type: MasterType,
  { fields }: MasterContent,
  master?: TallyObject,
): void {
  const parent = fields?.["PARENT"];
  const parentType = parentTypeOf(type);
  if (typeof parent !== "string" || isReservedWord(parent) || parentType === undefined) return;
  let each = state.masters.byName(parentType, parent);
  if (each === undefined) throw new Error(`There is no ${parentType.toLowerCase()} named "${parent}".`);
  for (let steps = 0; each !== undefined && steps < 100; steps += 1) {
    if (each === master && master.fields["ISRESERVED"] !== true) {
      throw new Error(`"${nameOfMaster(master)}" cannot be placed under itself.`);
    }
    const above = (each.fields["PARENT"] as string | undefined) ?? "";
    const next: TallyObject | undefined = state.masters.byName(parentType, above);
    each = next === each ? undefined : next;
  }
}

/** Of which type the PARENT of a type is; undefined where PARENT is no master's name. */
export function parentTypeOf(type: MasterType): MasterType | undefined {
  if (type === "LEDGER") return "GROUP";
  if (type === "STOCKITEM") return "STOCKGROUP";
  const withoutParent: readonly MasterType[] = ["COSTCATEGORY", "CURRENCY", "UNIT", "TAXUNIT", "BUDGET"];
  return withoutParent.includes(type) ? undefined : type;
}

function differs(
  stored: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>> | undefined,
): boolean {
  return Object.entries(given ?? {}).some(
    ([name, value]) => JSON.stringify(stored[name]) !== JSON.stringify(value),
  );
}

/** GUID and MASTERID stay, the master's ALTERID moves, no voucher's does (protocol §6.4, §6.12). */
export function renameMaster(state: CompanyState, master: TallyObject, to: string): void {
  const other = state.masters.byName(master.type as MasterType, to);
  if (to.trim() === "") throw new Error("A master needs a name.");
  if (other !== undefined && other !== master) {
    throw new Error(`There is already a ${master.type.toLowerCase()} named "${to}".`);
  }
  if (nameOfMaster(master) === to) return;
  state.masters.rename(master, to);
  master.fields["ALTERID"] = moveMastersCounter(state);
}

/** A and B change names by way of a third name, as a person does it: three alterations. */
export function swapMasterNames(state: CompanyState, left: TallyObject, right: TallyObject): void {
  const leftName = nameOfMaster(left);
  const rightName = nameOfMaster(right);
  renameMaster(state, left, `${leftName} (old)`);
  renameMaster(state, right, leftName);
  renameMaster(state, left, rightName);
}

/** Why the master cannot be deleted, or undefined. */
export function reasonAgainstDelete(state: CompanyState, master: TallyObject): string | undefined {
  const name = nameOfMaster(master);
  if (master.fields["RESERVEDNAME"] !== "" || master.fields["ISRESERVED"] === true) {
    return `"${name}" belongs to the program and cannot be deleted.`;
  }
  const type = master.type as MasterType;
  const user = findUser((each) => state.masters.ofType(each), type, master);
  if (user !== undefined) return `"${name}" is used by "${nameOfMaster(user)}".`;
  const masterId = master.fields["MASTERID"] as number;
  for (const record of state.vouchers.all()) {
    if (idsOfContent(record.content).has(masterId)) return `"${name}" is used in vouchers.`;
  }
  return undefined;
}

export function deleteMaster(state: CompanyState, master: TallyObject): void {
  const reason = reasonAgainstDelete(state, master);
  if (reason !== undefined) throw new Error(reason);
  state.masters.remove(master);
  moveMastersCounter(state);
}
