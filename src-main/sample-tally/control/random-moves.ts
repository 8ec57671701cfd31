import { parentTypeOf } from "../books/master-changes.ts";
import type { Random } from "../company/random.ts";
import type { MasterType, TallyObject } from "../model.ts";
import type { CompanyControl } from "./company-control.ts";
import type { RandomOperation } from "./random-vouchers.ts";

export const nameOf = (master: TallyObject): string => master.fields["NAME"] as string;
export const isUsers = (master: TallyObject): boolean => master.fields["RESERVEDNAME"] === "";

export function pickMaster(
  control: CompanyControl,
  random: Random,
  type: MasterType,
  fits: (master: TallyObject) => boolean = isUsers,
): TallyObject | undefined {
  const masters = control.books.masters(type).filter(fits);
  return masters.length === 0 ? undefined : random.pick(masters);
}

/** Names follow from other masters (compound units) or carry the books (the rupee); those stay. */
function isRenamable(master: TallyObject): boolean {
  if (master.type === "UNIT") return master.fields["ISSIMPLEUNIT"] === true;
  return nameOf(master) !== "I₹" && nameOf(master) !== "Profit & Loss A/c";
}

export const endings = ["(नया)", "& Co.", '"B"', "<x>", "ñ", "தமிழ்", "🎯", "'s"];

function freshName(control: CompanyControl, random: Random, master: TallyObject): string {
  const base = nameOf(master).split(" #")[0] ?? "";
  const name = `${base} #${random.int(1, 9_999)} ${random.pick(endings)}`;
  return control.books.masterByName(master.type as MasterType, name) === undefined
    ? name
    : `${name}${random.int(1, 9)}`;
}

export function move(type: MasterType): RandomOperation {
  return (control, random) => {
    const master = pickMaster(control, random, type);
    const parentType = parentTypeOf(type);
    if (master === undefined || parentType === undefined) return undefined;
    const parent = pickMaster(
      control,
      random,
      parentType,
      (each) => each !== master && !isUnder(control, each, master),
    );
    if (parent === undefined) return undefined;
    control.masters.move(type, nameOf(master), nameOf(parent));
    return `move ${type} "${nameOf(master)}" under "${nameOf(parent)}"`;
  };
}

function isUnder(control: CompanyControl, master: TallyObject, ancestor: TallyObject): boolean {
  let each: TallyObject | undefined = master;
  for (let steps = 0; each !== undefined && steps < 100; steps += 1) {
    if (each === ancestor) return true;
    each = control.books.masterByName(
      master.type as MasterType,
      (each.fields["PARENT"] as string | undefined) ?? "",
    );
  }
  return false;
}

export function rename(types: readonly MasterType[]): RandomOperation {
  return (control, random) => {
    const type = random.pick(types);
    const master = pickMaster(control, random, type, isRenamable);
    if (master === undefined) return undefined;
    const before = nameOf(master);
    const to = freshName(control, random, master);
    control.masters.rename(type, before, to);
    return `rename ${type} "${before}" to "${to}"`;
  };
}
