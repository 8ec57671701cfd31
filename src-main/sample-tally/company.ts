import { Books } from "./books.ts";
import { calendarOf, dayFromIso, dayOf, financialYearOf, isSunday } from "./books/days.ts";
import { alterCompany } from "./books/company-state.ts";
import { createMaster, deleteMaster } from "./books/master-changes.ts";
import { addUserFields } from "./books/user-fields.ts";
import { makeAmount, makeTextList } from "./books/values.ts";
import type { Amount } from "./model.ts";
import { createChart } from "./company/chart.ts";
import { createExtras, createVoucherTypes } from "./company/extras.ts";
import { makeGstin, makePan, states } from "./company/gstin.ts";
import { createCustomers, createForeignCustomers, createSuppliers } from "./company/parties.ts";
import { createPayHeads, createPeople } from "./company/people.ts";
import {
  createPredefinedGroups,
  createPredefinedOthers,
  createPredefinedVoucherTypes,
} from "./company/predefined.ts";
import { makeGuid, makeRandom } from "./company/random.ts";
import { createGodowns, createStockGroups, createUnits } from "./company/stock-places.ts";
import { createItems } from "./company/stock.ts";
import { writeVouchers } from "./company/voucher-plan.ts";
import { idOf } from "./company/world.ts";
import type { OpenBill, World } from "./company/world.ts";

export interface CompanyOptions {
  readonly seed: number;
  /** With 0 no voucher was ever posted, so ALTVCHID is absent. */
  readonly vouchers: number;
  readonly name?: string;
  readonly guid?: string;
  readonly companyNumber?: string;
  /** `YYYY-MM-DD`; vouchers run up to it, from 1 April of the financial year before. */
  readonly today?: string;
  /** Only the 1st, 2nd and 31st of a month, as Educational mode allows. */
  readonly isEducational?: boolean;
}

interface TradingCompany {
  readonly books: Books;
  /** For writing further vouchers as the company does. */
  readonly world: World;
}

const defaultToday = "2026-11-20";

/** A seeded Indian trading company: the same options give the same books. */
export function makeTradingCompany(options: CompanyOptions): TradingCompany {
  const random = makeRandom(options.seed);
  const today = dayFromIso(options.today ?? defaultToday);
  const booksFromDay = dayOf(financialYearOf(today) - 1, 4, 1);
  const companyNumber = options.companyNumber ?? "100000";
  const books = new Books({
    name: options.name ?? "Sample Trading Company",
    guid: options.guid ?? makeGuid(random),
    companyNumber,
    booksFromDay,
    destination: `C:\\Users\\Public\\TallyPrime\\data\\${companyNumber}`,
    today,
  });
  const world = furnish(books, random, options.vouchers, booksFromDay);
  const days = workingDays(booksFromDay, today, options.isEducational === true);
  writeVouchers(world, days, options.vouchers);
  return { books, world };
}

function furnish(books: Books, random: World["random"], vouchers: number, booksFromDay: number): World {
  const { state } = books;
  const home = states[0];
  if (home === undefined) throw new Error("No home state.");
  const openBills = new Map<number, OpenBill[]>();
  state.masters.keepsDerived = false;
  createPredefinedGroups(state);
  createPredefinedOthers(state);
  createPredefinedVoucherTypes(state);
  const ledgers = createChart(state);
  createUnits(state);
  const godowns = createGodowns(state);
  createStockGroups(state);
  const scale = Math.sqrt(vouchers);
  const items = createItems({ state, random, booksFromDay }, Math.min(400, Math.max(24, Math.round(scale))));
  const making = { state, random, home, booksFromDay, openBills };
  const customers = createCustomers(making, Math.min(600, Math.max(18, Math.round(scale * 1.5))));
  const foreignCustomers = createForeignCustomers(making);
  const suppliers = createSuppliers(making, Math.min(200, Math.max(8, Math.round(scale * 0.6))));
  const customerIds = new Set(customers.map(({ ledgerId }) => ledgerId));
  const ofCustomers = state.masters.ofType("LEDGER").filter((ledger) => customerIds.has(idOf(ledger)));
  addUserFields(ofCustomers, booksFromDay);
  const people = createPeople(state, random, Math.min(40, Math.max(6, Math.round(scale / 4))));
  createPayHeads(state, ledgers);
  const types = createVoucherTypes(state);
  const companyGstin = makeGstin(home.code, makePan(random));
  const extras = createExtras(state, random, companyGstin, booksFromDay);
  leaveGap(books);
  balanceOpenings(books);
  state.masters.keepsDerived = true;
  state.masters.refreshDerived();
  addCompanyDetails(books, companyGstin);
  const thirdPartyGodown = godowns[5] ?? 0;
  return {
    state,
    random,
    home,
    companyGstin,
    types,
    ledgers,
    customers,
    foreignCustomers,
    suppliers,
    items,
    godowns,
    thirdPartyGodown,
    people,
    ...extras,
    openBills,
    pendingNotes: [],
    serials: new Map(),
  };
}

/** A master that came and went: MASTERIDs and ALTERIDs of living books have holes. */
function leaveGap({ state }: Books): void {
  const mistake = createMaster(state, "LEDGER", "Typing Mistake", { fields: { PARENT: "Suspense A/c" } });
  deleteMaster(state, mistake);
}

function addCompanyDetails(books: Books, gstin: string): void {
  books.company.lists["ADDRESS"] = makeTextList("ADDRESS", [
    '12, "Udyog" Bhavan',
    "Fort & Colaba Road",
    "Mumbai",
  ]);
  alterCompany(books.state, {
    STATENAME: "Maharashtra",
    PINCODE: "400001",
    EMAIL: "books@example.in",
    PHONENUMBER: "022-22001100",
    INCOMETAXNUMBER: gstin.slice(2, 12),
    GSTREGISTRATIONNUMBER: gstin,
    TANUMBER: "MUMS12345A",
  });
}

/** The capital takes what is left, so that openings and opening stock net to zero. */
function balanceOpenings({ state }: Books): void {
  const baseOf = (value: unknown): number => (value as Amount | undefined)?.base ?? 0;
  const ledgers = state.masters.ofType("LEDGER");
  const sum =
    ledgers.reduce((total, ledger) => total + baseOf(ledger.fields["OPENINGBALANCE"]), 0) +
    state.masters.ofType("STOCKITEM").reduce((total, item) => total + baseOf(item.fields["OPENINGVALUE"]), 0);
  const capital = state.masters.byName("LEDGER", "Proprietor's Capital");
  if (capital !== undefined) capital.fields["OPENINGBALANCE"] = makeAmount(-sum);
}

function workingDays(from: number, to: number, isEducational: boolean): number[] {
  const days: number[] = [];
  for (let day = from; day <= to; day += 1) {
    const isUsed = isEducational ? isEducationalDay(day) : !isSunday(day);
    if (isUsed) days.push(day);
  }
  return days;
}

function isEducationalDay(day: number): boolean {
  const { date } = calendarOf(day);
  return date === 1 || date === 2 || date === 31;
}
