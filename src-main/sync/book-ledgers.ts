import { moneyToUnits } from "../contract/decimal.ts";
import type { Values } from "../contract/value.ts";
import type { ForexPosting, Posting } from "../destination/book-figures.ts";
import { readForexPostings, readPostings } from "../destination/book-figures.ts";
import { readChoice } from "../destination/choice-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import type { Destination } from "../destination/destination.ts";

/** What a ledger's balance at a day can be, computed from openings and lines. Ten-thousandths, credit positive. */
export interface BookLedger {
  readonly guid: string;
  readonly name: string;
  readonly isRevenue: boolean;
  readonly isProfitAndLoss: boolean;
  readonly isStockInHand: boolean;
  /** Kept in another currency than the books. */
  readonly isForeign: boolean;
  readonly currencyName: string;
  readonly opening: bigint;
  /** Opening in its own currency where that is foreign, ten-thousandths. */
  readonly openingForex: bigint;
}

/** The stored books as far as balances go; everything is computed from it without asking the database again. */
export interface BookLedgers {
  readonly booksFrom: string;
  /** Any first day of a financial year. */
  readonly startingFrom: string;
  /** What profit and loss made before a replica that begins later, as its opening of Profit & Loss A/c holds it. */
  readonly profitBefore: bigint;
  /** What stock grew by before, in the same opening. */
  readonly stockBefore: bigint;
  /** Names of groups that no ledger has. */
  readonly groupNames: ReadonlySet<string>;
  readonly ledgers: readonly BookLedger[];
  readonly postings: readonly Posting[];
  readonly forex: readonly ForexPosting[];
}

/** Indian financial years begin on 1 April. */
export const usualStart = "2000-04-01";

/** `wanted` picks ledgers by GUID or name; null takes all. */
export async function loadBookLedgers(
  destination: Destination,
  company: CompanyRow,
  wanted: ReadonlySet<string> | null = null,
): Promise<BookLedgers> {
  const companyId = company.id;
  const rows = await destination.select({
    companyId,
    table: "ledgers",
    columns: [
      "tally_guid",
      "name",
      "parent_name",
      "parent_guid",
      "is_revenue",
      "reserved_name",
      "currency_name",
      "opening_balance",
      "opening_forex",
    ],
  });
  const columns = ["tally_guid", "parent_guid", "reserved_name", "name"];
  const groups = await destination.select({ companyId, table: "account_groups", columns });
  const stockGroups = groupsUnder(groups, "Stock-in-Hand");
  const guids = new Map(rows.map((row) => [String(row["name"]), String(row["tally_guid"])]));
  const ledgers = rows
    .map((row) => toBookLedger(row, stockGroups, company.base_currency))
    .filter(({ guid, name }) => wanted === null || wanted.has(guid) || wanted.has(name));
  const ofLedgers = wanted === null ? null : ledgers.map(({ guid }) => guid);
  const postings = await readPostings(destination, companyId, ofLedgers);
  return {
    booksFrom: company.replicated_from ?? company.books_from,
    startingFrom: company.starting_from ?? usualStart,
    profitBefore: moneyToUnits(readChoice(company).profitBefore ?? "0"),
    stockBefore: moneyToUnits(readChoice(company).stockBefore ?? "0"),
    groupNames: new Set(groups.map((group) => String(group["name"])).filter((name) => !guids.has(name))),
    ledgers,
    // A name that was not resolved yet still means the ledger of that name.
    postings: postings.map((posting) => ({
      ...posting,
      ledgerGuid: posting.ledgerGuid ?? guids.get(posting.ledgerName) ?? null,
    })),
    forex: await readForexPostings(destination, companyId),
  };
}

function toBookLedger(row: Values, stockGroups: ReadonlySet<string>, baseCurrency: string): BookLedger {
  const currencyName = String(row["currency_name"]);
  return {
    guid: String(row["tally_guid"]),
    name: String(row["name"]),
    isRevenue: row["is_revenue"] === true,
    isProfitAndLoss: row["reserved_name"] === "Profit & Loss A/c",
    isStockInHand: stockGroups.has(String(row["parent_guid"])),
    isForeign: currencyName !== "" && baseCurrency !== "" && currencyName !== baseCurrency,
    currencyName,
    opening: moneyToUnits(String(row["opening_balance"] ?? "0")),
    openingForex: moneyToUnits(String(row["opening_forex"] ?? "0")),
  };
}

/** GUIDs of a predefined group and of all groups below it. */
function groupsUnder(groups: readonly Values[], reservedName: string): ReadonlySet<string> {
  const found = new Set<string>();
  let before = -1;
  while (found.size !== before) {
    before = found.size;
    for (const group of groups) {
      if (group["reserved_name"] === reservedName || found.has(String(group["parent_guid"]))) {
        found.add(String(group["tally_guid"]));
      }
    }
  }
  return found;
}

/** The first day of the financial year in which a day lies. */
export function yearStartOf(date: string, startingFrom: string): string {
  const start = `${date.slice(0, 4)}${startingFrom.slice(4)}`;
  return start <= date ? start : `${Number(date.slice(0, 4)) - 1}${startingFrom.slice(4)}`;
}

/** Sums of postings over a span of days, by the GUID of the ledger and by its name. */
export interface Sums {
  readonly byGuid: ReadonlyMap<string, bigint>;
  readonly byName: ReadonlyMap<string, bigint>;
}

/** A line whose GUID and name do not mean the same ledger makes the two sums differ. */
export function sumPostings(postings: readonly Posting[], from: string, to: string): Sums {
  const byGuid = new Map<string, bigint>();
  const byName = new Map<string, bigint>();
  for (const { ledgerGuid, ledgerName, date, units } of postings) {
    if (date < from || date > to) continue;
    byName.set(ledgerName, (byName.get(ledgerName) ?? 0n) + units);
    if (ledgerGuid !== null) byGuid.set(ledgerGuid, (byGuid.get(ledgerGuid) ?? 0n) + units);
  }
  return { byGuid, byName };
}

const rateScale = 8;
const unitsOfPaisa = 100n;

/** Face value at the latest rate known on the day, to the paisa; null where no rate is known (protocol §4.9). */
export function revalue(books: BookLedgers, ledger: BookLedger, date: string): bigint | null {
  let face = ledger.openingForex;
  let rate: string | null = null;
  for (const posting of books.forex) {
    if (posting.date > date || posting.currencyName !== ledger.currencyName) continue;
    if (posting.exchangeRate !== null && Number(posting.exchangeRate) !== 0) rate = posting.exchangeRate;
    if (posting.ledgerGuid === ledger.guid) face += moneyToUnits(posting.forexAmount ?? "0");
  }
  if (rate === null) return null;
  const scaled = face * decimalUnits(rate, rateScale);
  const divisor = 10n ** BigInt(rateScale) * unitsOfPaisa;
  const half = scaled < 0n ? -divisor / 2n : divisor / 2n;
  return ((scaled + half) / divisor) * unitsOfPaisa;
}

/** `"12.5"` at scale 8 -> 1250000000n. */
export function decimalUnits(text: string, scale: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a number: ${text}`);
  const [, sign, whole, decimals = ""] = match;
  const units = BigInt(`${whole}${decimals.slice(0, scale).padEnd(scale, "0")}`);
  return sign === "-" ? -units : units;
}
