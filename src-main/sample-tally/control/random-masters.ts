import { isoFromDay } from "../books/days.ts";
import { reasonAgainstDelete } from "../books/master-changes.ts";
import { masterTypes } from "../model.ts";
import type { CompanyControl } from "./company-control.ts";
import { endings, isUsers, move, nameOf, pickMaster, rename } from "./random-moves.ts";
import type { RandomOperation } from "./random-vouchers.ts";

/** So many customers and suppliers stay, that the company can go on. */
const fewestParties = 5;

/** Masters without which the company cannot write its vouchers. */
function neededIds({ world }: CompanyControl): ReadonlySet<number> {
  const { people, items } = world;
  return new Set([
    ...world.ledgers.values(),
    ...people.centres,
    ...people.regions,
    ...items.slice(0, fewestParties).map((item) => item.itemId),
    ...[...world.customers, ...world.suppliers].slice(0, fewestParties).map((party) => party.ledgerId),
    ...world.foreignCustomers.map((party) => party.ledgerId),
  ]);
}

const accountingTypes = ["Journal", "Memorandum", "Payment", "Receipt", "Reversing Journal"];
const goodsTypes = ["Sales", "Sales Order", "Delivery Note"];

export const masterOperations = {
  renameLedger: rename(["LEDGER"]),
  renameAny: rename(masterTypes),
  renameStock: rename(["STOCKITEM", "STOCKGROUP", "STOCKCATEGORY", "GODOWN", "UNIT"]),
  swapNames: (control, random) => {
    const type = random.pick([
      "LEDGER",
      "STOCKITEM",
      "GODOWN",
      "COSTCENTRE",
      "VOUCHERTYPE",
      "GROUP",
    ] as const);
    const left = pickMaster(control, random, type);
    const right = pickMaster(control, random, type, (each) => isUsers(each) && each !== left);
    if (left === undefined || right === undefined) return undefined;
    const text = `swap ${type} "${nameOf(left)}" and "${nameOf(right)}"`;
    control.masters.swapNames(type, nameOf(left), nameOf(right));
    return text;
  },
  moveLedger: move("LEDGER"),
  moveGroup: move("GROUP"),
  moveStockItem: move("STOCKITEM"),
  moveStockGroup: move("STOCKGROUP"),
  moveGodown: move("GODOWN"),
  moveCostCentre: move("COSTCENTRE"),
  alterLedger: (control, random) => {
    const ledger = pickMaster(control, random, "LEDGER");
    if (ledger === undefined) return undefined;
    control.masters.alter("LEDGER", nameOf(ledger), {
      EMAIL: `changed${random.int(1, 9_999)}@example.in`,
      NARRATION: random.pick(["", "नोट", 'with "quotes" & <tags>', "a\r\nb"]),
      CREDITLIMIT: random.chance(0.5) ? { amount: `${random.int(1, 90)}000.50` } : null,
    });
    return `alter ledger "${nameOf(ledger)}"`;
  },
  alterLedgerUnchanged: (control, random) => {
    const ledger = pickMaster(control, random, "LEDGER");
    if (ledger === undefined) return undefined;
    const moved = control.masters.alter("LEDGER", nameOf(ledger), {
      ISCOSTCENTRESON: ledger.fields["ISCOSTCENTRESON"] === true,
    });
    return `ledger "${nameOf(ledger)}" saved unchanged${moved ? " (moved)" : ""}`;
  },
  alterStockItem: (control, random) => {
    const item = pickMaster(control, random, "STOCKITEM");
    if (item === undefined) return undefined;
    control.masters.alter("STOCKITEM", nameOf(item), {
      PARTNO: `PN-${random.int(1, 9_999)}`,
      DESCRIPTION: random.pick(["", "विवरण"]),
    });
    return `alter item "${nameOf(item)}"`;
  },
  setAlias: (control, random) => {
    const ledger = pickMaster(control, random, "LEDGER");
    if (ledger === undefined) return undefined;
    control.masters.alter("LEDGER", nameOf(ledger), { ONLYALIAS: `Alias ${random.int(1, 9_999)}` });
    return `alias of "${nameOf(ledger)}"`;
  },
  createLedger: (control, random) => {
    const group = pickMaster(control, random, "GROUP", () => true);
    const name = `New Ledger ${random.int(1, 999_999)} ${random.pick(endings)}`;
    if (group === undefined || control.books.masterByName("LEDGER", name) !== undefined) return undefined;
    control.masters.create("LEDGER", name, { PARENT: nameOf(group), CURRENCYNAME: "I₹" });
    return `create ledger "${name}" under "${nameOf(group)}"`;
  },
  createAny: (control, random) => {
    const type = random.pick([
      "GROUP",
      "GODOWN",
      "STOCKGROUP",
      "STOCKCATEGORY",
      "COSTCATEGORY",
      "ATTENDANCETYPE",
    ] as const);
    const name = `New ${type.toLowerCase()} ${random.int(1, 999_999)}`;
    if (control.books.masterByName(type, name) !== undefined) return undefined;
    control.masters.create(type, name);
    return `create ${type} "${name}"`;
  },
  createAndDelete: (control, random) => {
    const name = `Short-lived ${random.int(1, 999_999)}`;
    if (control.books.masterByName("LEDGER", name) !== undefined) return undefined;
    control.masters.create("LEDGER", name);
    control.masters.delete("LEDGER", name);
    return `create and delete ledger "${name}"`;
  },
  deleteUnused: (control, random) => {
    const type = random.pick([
      "LEDGER",
      "GROUP",
      "GODOWN",
      "STOCKITEM",
      "STOCKCATEGORY",
      "COSTCENTRE",
    ] as const);
    const { state } = control.books;
    const kept = neededIds(control);
    const master = pickMaster(
      control,
      random,
      type,
      (each) =>
        isUsers(each) &&
        !kept.has(each.fields["MASTERID"] as number) &&
        reasonAgainstDelete(state, each) === undefined,
    );
    if (master === undefined) return undefined;
    control.masters.delete(type, nameOf(master));
    return `delete unused ${type} "${nameOf(master)}"`;
  },
  deleteWithVouchers: (control, random) => {
    const { customers, suppliers } = control.world;
    // By id: after a swap of names another ledger may bear the party's.
    const living = random
      .pick([customers, suppliers])
      .map((party) => control.books.state.masters.byId(party.ledgerId))
      .filter((ledger) => ledger?.type === "LEDGER");
    const ledger = living.length > fewestParties ? random.pick(living) : undefined;
    if (ledger === undefined) return undefined;
    control.masters.delete("LEDGER", nameOf(ledger), true);
    return `delete ledger "${nameOf(ledger)}" with its vouchers`;
  },
  changeConversion: (control, random) => {
    const unit = pickMaster(control, random, "UNIT", (each) => each.fields["ISSIMPLEUNIT"] === false);
    if (unit === undefined) return undefined;
    const before = nameOf(unit);
    const count = random.pick([6, 10, 12, 20, 24]);
    const base = unit.fields["BASEUNITS"] as string;
    const to = `${base} of ${count} ${unit.fields["ADDITIONALUNITS"] as string}`;
    if (control.books.masterByName("UNIT", to) !== undefined) return undefined;
    control.masters.setConversion(before, count);
    return `"${before}" now holds ${count}`;
  },
  changeVoucherTypeParent: (control, random) => {
    const type = pickMaster(control, random, "VOUCHERTYPE");
    if (type === undefined) return undefined;
    const { masters } = control.books.state;
    const base = masters.baseTypeOf(type.fields["MASTERID"] as number);
    const choices = [accountingTypes, goodsTypes].find((list) => list.includes(base));
    const wanted = choices && random.pick(choices);
    const parent = masters.ofType("VOUCHERTYPE").find((each) => each.fields["RESERVEDNAME"] === wanted);
    if (parent === undefined) return undefined;
    control.masters.setVoucherTypeParent(nameOf(type), nameOf(parent));
    return `voucher type "${nameOf(type)}" now under "${nameOf(parent)}"`;
  },
  changeNumbering: (control, random) => {
    const type = pickMaster(control, random, "VOUCHERTYPE", () => true);
    if (type === undefined) return undefined;
    const method = random.pick(["Automatic", "Auto Retain", "Manual", "Multi-user Auto"]);
    control.masters.setNumberingMethod(nameOf(type), method);
    return `"${nameOf(type)}" numbers ${method}`;
  },
  setOpeningBalance: (control, random) => {
    const ledger = pickMaster(
      control,
      random,
      "LEDGER",
      (each) => isUsers(each) && each.fields["ISREVENUE"] !== true,
    );
    if (ledger === undefined) return undefined;
    const amount = `${random.pick(["", "-"])}${random.int(1, 90_000)}.05`;
    control.masters.setOpeningBalance(nameOf(ledger), amount);
    return `opening of "${nameOf(ledger)}" ${amount}`;
  },
  setOpeningBills: (control, random) => {
    const ledger = pickMaster(control, random, "LEDGER", (each) => each.fields["ISBILLWISEON"] === true);
    if (ledger === undefined) return undefined;
    const bills = Array.from({ length: random.int(1, 3) }, (_, index) => ({
      name: `OB/${random.int(1, 999)}/${index}`,
      date: isoFromDay(control.booksFromDay - random.int(1, 90)),
      amount: `-${random.int(100, 9_999)}.25`,
      credit: random.pick(["30 Days", "2 Months", ""]),
    }));
    control.masters.setOpeningBills(nameOf(ledger), bills);
    return `${bills.length} opening bills of "${nameOf(ledger)}"`;
  },
} as const satisfies Record<string, RandomOperation>;
