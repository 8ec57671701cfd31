import { isoFromDay } from "../../../src-main/sample-tally/books/days.ts";
import type { VoucherKind } from "../../../src-main/sample-tally/company/kinds.ts";
import type { Random } from "../../../src-main/sample-tally/company/random.ts";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { isUsers, nameOf, pickMaster } from "../../../src-main/sample-tally/control/random-moves.ts";
import { masterTypes, type MasterType, type TallyObject } from "../../../src-main/sample-tally/model.ts";

/** What was done, and how to undo it as a person would: by the same steps backwards, each with numbers of its own. */
export interface Done {
  readonly what: string;
  readonly undo: () => void;
  /** What no database can hold has to pass, sooner or later. */
  readonly mustPass?: true;
}

/** Undefined where these books have nothing to do it to. */
export type Deed = (control: CompanyControl, random: Random) => Done | undefined;

const kinds: readonly VoucherKind[] = ["contra", "contra", "receipt", "payment", "sale", "optional"];
/** Before, in and behind the hot window, and on either side of a year's end. */
const days = ["2025-04-03", "2025-08-20", "2026-03-31", "2026-04-01", "2026-07-15", "2026-11-10"] as const;

function pickDay(control: CompanyControl, random: Random): string {
  return random.chance(0.3) ? isoFromDay(control.books.state.today) : random.pick(days);
}

/** Types of which there are many, so that one moves the numbers of others. */
const usualTypes: readonly unknown[] = ["Contra", "Receipt", "Payment"];

/** Some living voucher that is not cancelled. */
function pickVoucher(control: CompanyControl, random: Random): number | undefined {
  const regular = control
    .voucherIds()
    .filter((id) => control.books.state.vouchers.byId(id)?.isCancelled === false);
  const usual = regular.filter((id) => usualTypes.includes(control.show(id).fields["VOUCHERTYPENAME"]));
  const from = usual.length > 0 && random.chance(0.75) ? usual : regular;
  return from.length === 0 ? undefined : random.pick(from);
}

function onVoucher(act: (control: CompanyControl, id: number, random: Random) => Done | undefined): Deed {
  return (control, random) => {
    const id = pickVoucher(control, random);
    return id === undefined ? undefined : act(control, id, random);
  };
}

function contentOf(control: CompanyControl, id: number) {
  const record = control.books.state.vouchers.byId(id);
  if (record === undefined) throw new Error(`voucher ${id} is not there`);
  return record.content;
}

const onVouchers = {
  post: (control, random) => {
    const date = pickDay(control, random);
    const kind = random.pick(kinds);
    const id = control.postRandom({ kind, date });
    return { what: `post ${kind} ${id} on ${date}`, undo: () => control.delete(id) };
  },
  remove: onVoucher((control, id) => {
    control.delete(id);
    return { what: `delete ${id}`, undo: () => {} };
  }),
  redate: onVoucher((control, id, random) => {
    const before = isoFromDay(contentOf(control, id).day);
    const to = pickDay(control, random);
    control.redate(id, to);
    return { what: `re-date ${id} from ${before} to ${to}`, undo: () => control.redate(id, before) };
  }),
  optional: onVoucher((control, id) => {
    const before = contentOf(control, id).isOptional === true;
    control.setOptional(id, !before);
    return { what: `${id} ${before ? "regular" : "optional"}`, undo: () => control.setOptional(id, before) };
  }),
  type: onVoucher((control, id, random) => {
    const { masters } = control.books.state;
    const { typeId } = contentOf(control, id);
    const base = masters.baseTypeOf(typeId);
    const others = masters
      .ofType("VOUCHERTYPE")
      .filter(
        ({ fields }) =>
          fields["MASTERID"] !== typeId && masters.baseTypeOf(fields["MASTERID"] as number) === base,
      );
    if (others.length === 0) return undefined;
    const to = nameOf(random.pick(others));
    control.setType(id, to);
    const back = (): void => {
      // The type may bear another name by then.
      const type = control.books.state.masters.byId(typeId);
      if (type !== undefined) control.setType(id, nameOf(type));
    };
    return { what: `${id} is a "${to}"`, undo: back };
  }),
  cancel: onVoucher((control, id) => {
    control.cancel(id);
    return { what: `cancel ${id}`, undo: () => control.uncancel(id) };
  }),
  narration: onVoucher((control, id) => {
    const { narration = "" } = contentOf(control, id);
    control.setNarration(id, "for a moment");
    return { what: `narration of ${id}`, undo: () => control.setNarration(id, narration) };
  }),
  party: onVoucher((control, id, random) => {
    const { masters } = control.books.state;
    const { partyId } = contentOf(control, id);
    if (partyId === undefined) return undefined;
    const to = random.pick(control.world.customers).ledgerId;
    const [before, after] = [masters.byId(partyId), masters.byId(to)];
    if (before?.type !== "LEDGER" || after?.type !== "LEDGER") return undefined;
    control.setParty(id, nameOf(after));
    return { what: `party of ${id}`, undo: () => control.setParty(id, nameOf(before)) };
  }),
  /** No column holds it: the voucher waits in quarantine until it is undone. */
  oversize: onVoucher((control, id) => {
    const { reference = "" } = contentOf(control, id);
    control.setReference(id, "longer than a reference may be ".repeat(20));
    const undo = (): void => control.setReference(id, reference);
    return { what: `${id} cannot be stored`, undo, mustPass: true };
  }),
  postDated: onVoucher((control, id) => {
    const before = contentOf(control, id).isPostDated === true;
    control.setPostDated(id, !before);
    return { what: `${id} post-dated: ${!before}`, undo: () => control.setPostDated(id, before) };
  }),
} as const satisfies Record<string, Deed>;

/** A master keeps its object when it is renamed, so its present name is asked for when it is undone. */
function pickUsers(control: CompanyControl, random: Random, type: MasterType): TallyObject | undefined {
  return pickMaster(control, random, type, isUsers);
}

const swapped = ["LEDGER", "STOCKITEM", "GODOWN", "COSTCENTRE", "VOUCHERTYPE", "GROUP"] as const;
const moved = ["LEDGER", "GROUP", "STOCKITEM", "STOCKGROUP", "GODOWN"] as const;
const created = ["LEDGER", "GROUP", "GODOWN", "STOCKGROUP", "COSTCATEGORY"] as const;

const onMasters = {
  rename: (control, random) => {
    const type = random.pick(masterTypes);
    const master = pickUsers(control, random, type);
    if (master === undefined || (type === "UNIT" && master.fields["ISSIMPLEUNIT"] !== true)) return undefined;
    const [before, to] = [nameOf(master), `${nameOf(master)} (for a moment)`];
    if (before === "I₹") return undefined;
    control.masters.rename(type, before, to);
    return { what: `rename ${type} "${before}"`, undo: () => control.masters.rename(type, to, before) };
  },
  swap: (control, random) => {
    const type = random.pick(swapped);
    const one = pickUsers(control, random, type);
    const other = pickMaster(control, random, type, (each) => isUsers(each) && each !== one);
    if (one === undefined || other === undefined) return undefined;
    const [left, right] = [nameOf(one), nameOf(other)];
    const swap = (): void => control.masters.swapNames(type, left, right);
    swap();
    return { what: `swap ${type} "${left}" and "${right}"`, undo: swap };
  },
  move: (control, random) => {
    const type = random.pick(moved);
    const master = pickUsers(control, random, type);
    const parent = pickUsers(
      control,
      random,
      type === "LEDGER" ? "GROUP" : type === "STOCKITEM" ? "STOCKGROUP" : type,
    );
    if (master === undefined || parent === undefined) return undefined;
    const [name, before] = [nameOf(master), master.fields["PARENT"] as string];
    control.masters.move(type, name, nameOf(parent));
    return {
      what: `move ${type} "${name}" under "${nameOf(parent)}"`,
      undo: () => void control.masters.move(type, nameOf(master), before),
    };
  },
  numbering: (control, random) => {
    const type = pickMaster(control, random, "VOUCHERTYPE", () => true);
    if (type === undefined) return undefined;
    const before = type.fields["NUMBERINGMETHOD"] as string;
    const method = random.pick(["Automatic", "Auto Retain", "Manual"]);
    control.masters.setNumberingMethod(nameOf(type), method);
    return {
      what: `"${nameOf(type)}" numbers ${method}`,
      undo: () => void control.masters.setNumberingMethod(nameOf(type), before),
    };
  },
  typeParent: (control, random) => {
    const type = pickUsers(control, random, "VOUCHERTYPE");
    if (type === undefined) return undefined;
    const { masters } = control.books.state;
    const bases = ["Journal", "Memorandum", "Payment", "Receipt"];
    const before = type.fields["PARENT"] as string;
    if (!bases.includes(masters.baseTypeOf(type.fields["MASTERID"] as number))) return undefined;
    const wanted = random.pick(bases);
    const parent = masters.ofType("VOUCHERTYPE").find(({ fields }) => fields["RESERVEDNAME"] === wanted);
    if (parent === undefined) return undefined;
    control.masters.setVoucherTypeParent(nameOf(type), nameOf(parent));
    return {
      what: `voucher type "${nameOf(type)}" under ${wanted}`,
      undo: () => void control.masters.setVoucherTypeParent(nameOf(type), before),
    };
  },
  conversion: (control, random) => {
    const inUse = new Set(control.books.masters("STOCKITEM").map(({ fields }) => fields["BASEUNITS"]));
    const unit = pickMaster(
      control,
      random,
      "UNIT",
      (each) => each.fields["ISSIMPLEUNIT"] === false && inUse.has(nameOf(each)),
    );
    if (unit === undefined) return undefined;
    const before = Number(unit.fields["CONVERSION"]);
    control.masters.setConversion(nameOf(unit), before + 1);
    return {
      what: `conversion of "${nameOf(unit)}"`,
      undo: () => void control.masters.setConversion(nameOf(unit), before),
    };
  },
  create: (control, random) => {
    const type = random.pick(created);
    const name = `For a moment ${random.int(1, 999_999)}`;
    control.masters.create(type, name);
    return { what: `create ${type} "${name}"`, undo: () => control.masters.delete(type, name) };
  },
  createAndUse: (control, random) => {
    const id = pickVoucher(control, random);
    const content = id === undefined ? undefined : contentOf(control, id);
    if (id === undefined || content?.ledgers[0] === undefined || content.ledgers[0].items !== undefined)
      return undefined;
    const name = `In use ${random.int(1, 999_999)}`;
    control.masters.create("LEDGER", name);
    control.addLine(id, name, "7.00");
    return {
      what: `create ledger "${name}" and use it in ${id}`,
      undo: () => control.masters.delete("LEDGER", name, true),
    };
  },
  company: (control) => {
    const before = control.books.name;
    control.renameCompany(`${before} Ltd`);
    return { what: "rename the company", undo: () => control.renameCompany(before) };
  },
} as const satisfies Record<string, Deed>;

/** The books go back to where they were, and their numbers are given out again. */
const onLineage = {
  restore: (control, random) => {
    const label = `moment ${random.int(1, 999_999)}`;
    control.backup(label);
    return { what: `backup "${label}", restored later`, undo: () => control.restore(label) };
  },
} as const satisfies Record<string, Deed>;

export const deeds: Readonly<Record<string, Deed>> = { ...onVouchers, ...onMasters, ...onLineage };
export const voucherDeeds = Object.keys(onVouchers);
export const masterDeeds = Object.keys(onMasters);
export const lineageDeeds = Object.keys(onLineage);
