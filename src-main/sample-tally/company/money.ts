import type { BankPart, LedgerPart, VoucherContent } from "../books/content.ts";
import { paisa, rupee } from "../books/values.ts";
import { makeNewBill, pendingOf, settleBills } from "./bills.ts";
import { pickCustomer, pickSupplier, pickType } from "./invoices.ts";
import { makeCosts } from "./item-parts.ts";
import { makeNarration } from "./names.ts";
import { isLiving, ledgerId, takeSerial } from "./world.ts";
import type { Party, World } from "./world.ts";

function narrated(world: World, kind: string): { readonly narration?: string } {
  const narration = makeNarration(world.random, takeSerial(world, kind));
  return narration === undefined ? {} : { narration };
}

function accounting(
  world: World,
  base: string,
  day: number,
  ledgers: readonly LedgerPart[],
  partyId?: number,
): VoucherContent {
  return {
    typeId: pickType(world, base),
    day,
    view: "Accounting Voucher View",
    ...(partyId !== undefined && { partyId }),
    ...narrated(world, base),
    ledgers,
    items: [],
  };
}

/** Cash or bank side of a money voucher. */
function moneyLine(world: World, amount: number, favouring: string, day: number): LedgerPart {
  const { random } = world;
  const key = random.weighted({ bank: 6, secondBank: 2, overdraft: 1, cash: 2 });
  const chosen = ledgerId(world, key);
  const id = isLiving(world, chosen) ? chosen : ledgerId(world, "cash");
  if (key === "cash" || id !== chosen) return { ledgerId: id, amount };
  return { ledgerId: id, amount, banks: makeBanks(world, amount, favouring, day) };
}

function makeBanks(world: World, amount: number, favouring: string, day: number): readonly BankPart[] {
  const { random } = world;
  const isCheque = random.chance(0.45);
  const number = takeSerial(world, "instrument");
  return [
    {
      transactionType: isCheque ? "Cheque/DD" : random.pick(["e-Fund Transfer", "Inter Bank Transfer"]),
      ...(isCheque && { instrumentNumber: String(100_000 + (number % 900_000)) }),
      instrumentDay: day,
      ...(isCheque && { bankName: random.pick(["State Bank of India", "ICICI Bank", "केनरा बैंक"]) }),
      ...(random.chance(0.6) && { bankersDay: day + random.int(0, 5) }),
      favouring,
      ...(!isCheque && { uniqueReference: `N${String(number).padStart(9, "0")}HDFC` }),
      amount,
    },
  ];
}

/** Part, whole or more than what a party owes; in whole rupees when nothing is open. */
function settledAmount(world: World, party: Party, sign: 1 | -1): number {
  const { random } = world;
  const pending = pendingOf(world, party, random.int(1, 3));
  if (pending === 0 || Math.sign(pending) === sign) return sign * random.int(1, 80) * 500 * rupee;
  if (random.chance(0.2)) return Math.trunc(-pending / 2 / paisa) * paisa || sign * rupee;
  return random.chance(0.1) ? -pending + sign * 1_000 * rupee : -pending;
}

export function makeReceipt(world: World, day: number, isPostDated = false): VoucherContent {
  const party = pickCustomer(world);
  const amount = settledAmount(world, party, 1);
  const bills = settleBills(world, party, { day, amount, name: `ADV/${takeSerial(world, "advance")}` });
  const partyLine: LedgerPart = { ledgerId: party.ledgerId, amount, isParty: true, ...(bills && { bills }) };
  const content = accounting(
    world,
    "Receipt",
    day,
    [partyLine, moneyLine(world, -amount, party.name, day)],
    party.ledgerId,
  );
  return isPostDated ? { ...content, isPostDated: true } : content;
}

export function makePayment(world: World, day: number): VoucherContent {
  const { random } = world;
  if (random.chance(0.3)) return makeExpensePayment(world, day);
  const party = pickSupplier(world);
  const amount = settledAmount(world, party, -1);
  const bills = settleBills(world, party, { day, amount, name: `PAY/${takeSerial(world, "advance")}` });
  const partyLine: LedgerPart = { ledgerId: party.ledgerId, amount, isParty: true, ...(bills && { bills }) };
  return accounting(
    world,
    "Payment",
    day,
    [partyLine, moneyLine(world, -amount, party.name, day)],
    party.ledgerId,
  );
}

const expenseKeys = [
  "rent",
  "electricity",
  "telephone",
  "stationery",
  "repairs",
  "petty",
  "bankCharges",
  "drawings",
  "staffAdvance",
  "deposit",
] as const;

function makeExpensePayment(world: World, day: number): VoucherContent {
  const { random } = world;
  const count = random.int(1, 3);
  const lines = Array.from({ length: count }, (): LedgerPart => {
    const amount = -random.int(50_00, 15_000_00) * paisa;
    const expense = ledgerId(world, random.pick(expenseKeys));
    const costs = random.chance(0.4) ? { costs: makeCosts(world, amount) } : {};
    const note = random.chance(0.05) ? { narration: "Bill no. 7 & 8, <paid>" } : {};
    return { ledgerId: expense, amount, ...costs, ...note };
  });
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  return accounting(world, "Payment", day, [...lines, moneyLine(world, -total, "Self", day)]);
}

export function makeContra(world: World, day: number): VoucherContent {
  const { random } = world;
  const amount = random.int(1, 60) * 1_000 * rupee;
  const isDeposit = random.chance(0.5);
  const bank = ledgerId(world, random.pick(["bank", "secondBank"]));
  const signed = isDeposit ? -amount : amount;
  const bankLine: LedgerPart = {
    ledgerId: bank,
    amount: signed,
    banks: makeBanks(world, signed, "Self", day),
  };
  const cashLine: LedgerPart = { ledgerId: ledgerId(world, "cash"), amount: -signed };
  return accounting(world, "Contra", day, isDeposit ? [bankLine, cashLine] : [cashLine, bankLine]);
}

const journalPairs = [
  ["depreciation", "furniture"],
  ["depreciation", "computers"],
  ["rent", "auditFee"],
  ["electricity", "auditFee"],
  ["drawings", "capital"],
  ["suspense", "interest"],
  ["branch", "reserves"],
  ["preliminary", "friendLoan"],
  ["investment", "termLoan"],
] as const;

/** Debit and credit between two ledgers; also what memoranda, reversing journals and optional journals hold. */
export function makeJournal(world: World, day: number, base = "Journal"): VoucherContent {
  const { random } = world;
  if (base === "Journal" && random.chance(0.3)) return makeProfessionalBill(world, day);
  const [debit, credit] = random.pick(journalPairs);
  const amount = random.int(100_00, 20_000_00) * paisa;
  const costs = random.chance(0.3) ? { costs: makeCosts(world, -amount) } : {};
  return accounting(world, base, day, [
    { ledgerId: ledgerId(world, debit), amount: -amount, ...costs },
    { ledgerId: ledgerId(world, credit), amount },
  ]);
}

/** A service bill with tax deducted at source and input tax. */
function makeProfessionalBill(world: World, day: number): VoucherContent {
  const party = pickSupplier(world);
  const fee = world.random.int(20, 400) * 100 * rupee;
  const name = `PROF/${takeSerial(world, "professional")}`;
  const lines: LedgerPart[] = [
    { ledgerId: ledgerId(world, "professional"), amount: -fee, costs: makeCosts(world, -fee) },
    { ledgerId: ledgerId(world, "inputCgst"), amount: -fee * 0.09, ratePercent: 9 },
    { ledgerId: ledgerId(world, "inputSgst"), amount: -fee * 0.09, ratePercent: 9 },
    { ledgerId: ledgerId(world, "tds"), amount: fee * 0.1 },
  ].map((line) => ({ ...line, amount: Math.round(line.amount / paisa) * paisa }));
  const amount = -lines.reduce((sum, line) => sum + line.amount, 0);
  const bills = makeNewBill(world, party, { name, day, amount });
  const partyLine: LedgerPart = { ledgerId: party.ledgerId, amount, isParty: true, ...(bills && { bills }) };
  return accounting(world, "Journal", day, [...lines, partyLine], party.ledgerId);
}

/** A service sold: invoice without items. */
export function makeServiceInvoice(world: World, day: number): VoucherContent {
  const party = pickCustomer(world);
  const fee = world.random.int(10, 300) * 100 * rupee;
  const isLocal = party.state?.name === world.home.name;
  const gst = {
    nature: "Services Taxable",
    taxability: "Taxable",
    typeOfSupply: "Services",
    isReverseCharge: world.random.chance(0.1),
    hsn: "998719",
  };
  const taxes: LedgerPart[] = isLocal
    ? [
        { ledgerId: ledgerId(world, "outputCgst"), amount: fee * 0.09 },
        { ledgerId: ledgerId(world, "outputSgst"), amount: fee * 0.09 },
      ]
    : [{ ledgerId: ledgerId(world, "outputIgst"), amount: fee * 0.18 }];
  const rounded = taxes.map((line) => ({ ...line, amount: Math.round(line.amount / paisa) * paisa }));
  const service: LedgerPart = { ledgerId: ledgerId(world, "services"), amount: fee, gst };
  const amount = -(fee + rounded.reduce((sum, line) => sum + line.amount, 0));
  const bills = makeNewBill(world, party, { name: `SRV/${takeSerial(world, "service")}`, day, amount });
  const content = accounting(
    world,
    "Sales",
    day,
    [{ ledgerId: party.ledgerId, amount, isParty: true, ...(bills && { bills }) }, service, ...rounded],
    party.ledgerId,
  );
  const head = {
    ...(party.gstin !== "" && { partyGstin: party.gstin }),
    isReverseCharge: gst.isReverseCharge,
  };
  return { ...content, view: "Invoice Voucher View", head };
}

/** An export bill paid: the rate has moved, the difference is a gain or loss. */
export function makeForexReceipt(world: World, day: number): VoucherContent {
  const party = pickCustomer(world, true);
  const currencyId = world.currencies[party.currency ?? "dollar"];
  const face = world.random.int(100, 3_000) * rupee;
  const billed = face * 84;
  const received = Math.round((face * 85.25) / paisa) * paisa;
  const bill = {
    type: "On Account",
    name: "",
    billDay: day,
    amount: billed,
    forex: { value: face, rate: "84", currencyId },
  } as const;
  return accounting(
    world,
    "Receipt",
    day,
    [
      { ledgerId: party.ledgerId, amount: billed, isParty: true, forex: bill.forex, bills: [bill] },
      {
        ledgerId: ledgerId(world, "dollarBank"),
        amount: -received,
        forex: { value: -face, rate: "85.25", currencyId },
        banks: makeBanks(world, -received, party.name, day),
      },
      { ledgerId: ledgerId(world, "forexGain"), amount: received - billed },
    ],
    party.ledgerId,
  );
}
