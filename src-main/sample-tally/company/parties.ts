import type { CompanyState } from "../books/company-state.ts";
import { createMaster } from "../books/master-changes.ts";
import { makeAmount, makeDay, makeDue, makeObject, makeTextList, reserved } from "../books/values.ts";
import type { TallyObject } from "../model.ts";
import { makeGstin, makePan, states } from "./gstin.ts";
import type { State } from "./gstin.ts";
import { awkwardCustomers, awkwardSuppliers, makeTradingName, personNames } from "./names.ts";
import { addForexOpening, addOpenings } from "./party-openings.ts";
import type { Random } from "./random.ts";
import { idOf } from "./world.ts";
import type { OpenBill, Party } from "./world.ts";

export interface PartyMaking {
  readonly state: CompanyState;
  readonly random: Random;
  readonly home: State;
  readonly booksFromDay: number;
  readonly openBills: Map<number, OpenBill[]>;
}

const creditTexts = ["30 Days", "45 Days", "60 Days", "2 Months", "3 Weeks", "1 Days", ""];

export function createCustomers(making: PartyMaking, count: number): Party[] {
  const names = takeNames(making.random, awkwardCustomers, count);
  return names.map((name, index) => createParty(making, name, "customer", index));
}

export function createForeignCustomers(making: PartyMaking): Party[] {
  return [
    createForeignParty(making, "Northwind Tools GmbH", "euro"),
    createForeignParty(making, "Peña Hardware Inc.", "dollar"),
  ];
}

export function createSuppliers(making: PartyMaking, count: number): Party[] {
  const names = takeNames(making.random, awkwardSuppliers, count);
  return names.map((name, index) => createParty(making, name, "supplier", index));
}

function takeNames(random: Random, awkward: readonly string[], count: number): string[] {
  const names = awkward.slice(0, count);
  const taken = new Set(names.map((name) => name.toUpperCase()));
  while (names.length < count) names.push(makeTradingName(random, taken));
  return names;
}

function createParty(
  making: PartyMaking,
  wanted: string,
  role: "customer" | "supplier",
  index: number,
): Party {
  const { random, state, home } = making;
  const name = state.masters.byName("LEDGER", wanted) === undefined ? wanted : `${wanted} (Vendor)`;
  const place = random.chance(0.65) ? home : random.pick(states);
  const isRegistered = random.chance(0.85);
  const pan = makePan(random);
  const gstin = isRegistered ? makeGstin(place.code, pan) : "";
  const party: Omit<Party, "ledgerId"> = {
    name,
    state: place,
    gstin,
    registrationType: isRegistered ? (random.chance(0.9) ? "Regular" : "Composition") : "Unregistered",
    creditText: random.pick(creditTexts),
    address: makeAddress(random, place, index),
    isBillWise: random.chance(0.95),
    currency: undefined,
  };
  const content = partyContent(making, party, pan, role);
  const ledger = createMaster(state, "LEDGER", name, content);
  addOpenings(making, ledger, party, role === "customer" ? -1 : 1);
  return { ...party, ledgerId: idOf(ledger) };
}

function makeAddress(random: Random, place: State, index: number): string[] {
  const lines = [
    `Shop No. ${random.int(1, 240)}, "${random.pick(["Ganesh", "Laxmi", "Shanti"])}" Complex`,
    random.pick(["M.G. Road", "गांधी मार्ग", "Station Road (East)", "Link Rd & 4th Cross"]),
    `${random.pick(place.cities)}, ${place.name}`,
  ];
  return index % 7 === 0 ? lines.slice(0, 1) : lines;
}

function parentOf(
  party: Omit<Party, "ledgerId">,
  role: "customer" | "supplier",
  home: State,
  random: Random,
): string {
  if (role === "supplier") return random.chance(0.85) ? "Creditors for Goods" : "Creditors for Expenses";
  if (party.state?.name !== home.name) return "Debtors - Other States";
  return random.chance(0.3) ? "Mumbai Retail" : "Debtors - Maharashtra";
}

function partyContent(
  making: PartyMaking,
  party: Omit<Party, "ledgerId">,
  pan: string,
  role: "customer" | "supplier",
): { fields: TallyObject["fields"]; lists: TallyObject["lists"] } {
  const { random, home, booksFromDay } = making;
  const place = party.state ?? home;
  const pin = String(random.int(place.pins[0], place.pins[1]));
  const mobile = String(random.int(7_000_000_000, 9_999_999_999));
  const deductsTax = role === "supplier" && random.chance(0.2);
  return {
    fields: {
      PARENT: parentOf(party, role, home, random),
      CURRENCYNAME: "I₹",
      TAXTYPE: "Others",
      ISBILLWISEON: party.isBillWise,
      BILLCREDITPERIOD: makeDue(party.creditText, booksFromDay),
      CREDITLIMIT: random.chance(0.3) ? makeAmount(random.int(1, 40) * 50_000 * 10_000) : undefined,
      ONLYALIAS: random.chance(0.2)
        ? `${role === "customer" ? "C" : "V"}-${random.int(1000, 9999)}-${party.name.length}`
        : undefined,
      MAILINGNAME: party.name,
      LEDSTATENAME: place.name,
      COUNTRYNAME: "India",
      COUNTRYOFRESIDENCE: "India",
      PINCODE: pin,
      EMAIL: random.chance(0.5) ? `accounts${random.int(1, 999)}@example.in` : undefined,
      WEBSITE: random.chance(0.1) ? "https://example.in/?a=1&b=<2>" : undefined,
      LEDGERPHONE: random.chance(0.4) ? `022-${random.int(2_000_000, 2_999_999)}` : undefined,
      LEDGERMOBILE: mobile,
      LEDGERCOUNTRYISDCODE: "+91",
      LEDGERCONTACT: random.chance(0.5) ? random.pick(personNames) : undefined,
      INCOMETAXNUMBER: pan,
      PARTYGSTIN: undefined,
      GSTREGISTRATIONTYPE: undefined,
      ISTDSAPPLICABLE: deductsTax,
      TDSAPPLICABLE: deductsTax ? reserved.applicable : undefined,
      NARRATION: random.chance(0.1) ? "Old customer since 1998;\r\ncall before dispatch" : undefined,
      DESCRIPTION: random.chance(0.1) ? 'Supplies "A-grade" & seconds' : undefined,
    },
    lists: partyLists(making, party, pin, mobile),
  };
}

function partyLists(
  { random, booksFromDay }: PartyMaking,
  party: Omit<Party, "ledgerId">,
  pin: string,
  mobile: string,
): TallyObject["lists"] {
  const from = makeDay(booksFromDay);
  const place = party.state?.name ?? "";
  const registration = (applicableFrom: typeof from, type: string, gstin: string): TallyObject =>
    makeObject("LEDGSTREGDETAILS", {
      APPLICABLEFROM: applicableFrom,
      GSTREGISTRATIONTYPE: type,
      GSTIN: gstin === "" ? undefined : gstin,
      STATE: place,
      PLACEOFSUPPLY: place,
    });
  const registrations = [registration(from, party.registrationType, party.gstin)];
  if (random.chance(0.1))
    registrations.unshift(registration(makeDay(booksFromDay - 730), "Unregistered", ""));
  return {
    ADDRESS: makeTextList("ADDRESS", party.address),
    LEDGSTREGDETAILS: registrations,
    LEDMAILINGDETAILS: [
      makeObject(
        "LEDMAILINGDETAILS",
        { APPLICABLEFROM: from, MAILINGNAME: party.name, STATE: place, COUNTRY: "India", PINCODE: pin },
        { ADDRESS: makeTextList("ADDRESS", party.address) },
      ),
    ],
    CONTACTDETAILS: [
      makeObject("CONTACTDETAILS", { NAME: party.name, PHONENUMBER: mobile, COUNTRYISDCODE: "+91" }),
    ],
    PAYMENTDETAILS: makeBankAccounts(random, party.name),
  };
}

/** None, one or several bank accounts of a party. */
function makeBankAccounts(random: Random, holder: string): TallyObject[] {
  const count = random.pick([0, 0, 1, 1, 1, 2, 3]);
  return Array.from({ length: count }, (_, index) =>
    makeObject("PAYMENTDETAILS", {
      PAYMENTFAVOURING: holder,
      ACCOUNTNUMBER: `0${random.int(10_000_000, 99_999_999)}${index}`,
      IFSCODE: `${random.pick(["HDFC", "SBIN", "ICIC", "UTIB"])}000${random.int(1000, 9999)}`,
      SWIFTCODE: index === 0 ? undefined : "UTIBINBB",
      BANKNAME: random.pick(["HDFC Bank", "State Bank of India", "ICICI Bank", "Axis Bank"]),
      BRANCHNAME: random.pick(["Main Branch", "Andheri (E)", "T. Nagar"]),
    }),
  );
}

function createForeignParty(making: PartyMaking, name: string, currency: "dollar" | "euro"): Party {
  const address = ["Hauptstraße 12", "80331 München"];
  const ledger = createMaster(making.state, "LEDGER", name, {
    fields: {
      PARENT: "Debtors - Export",
      CURRENCYNAME: currency === "dollar" ? "$" : "€",
      TAXTYPE: "Others",
      ISBILLWISEON: true,
      MAILINGNAME: name,
      COUNTRYNAME: currency === "dollar" ? "United States of America" : "Germany",
      GSTREGISTRATIONTYPE: "Unregistered",
      BILLCREDITPERIOD: makeDue("60 Days", making.booksFromDay),
    },
    lists: { ADDRESS: makeTextList("ADDRESS", address) },
  });
  if (currency === "dollar") addForexOpening(making, ledger);
  return {
    ledgerId: idOf(ledger),
    name,
    state: undefined,
    gstin: "",
    registrationType: "Unregistered",
    creditText: "60 Days",
    address,
    isBillWise: true,
    currency,
  };
}
