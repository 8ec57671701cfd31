import type { Part } from "./choice.ts";
import type { RunError, RunStatus } from "./run.ts";

/** What comparing the database with Tally's own figures brought; `verify --json` prints it. */

export type Verdict = "verified" | "differs" | "unknown";

export interface FigureDifference {
  readonly kind: "ledger" | "voucher_count" | "stock";
  /** Ledger or item; for counts the voucher type and its month (`Sales 2025-04`), or a day of vouchers of any type. */
  readonly name: string;
  /** Decimal texts; credit positive, inward positive. */
  readonly tally: string;
  readonly database: string;
  /** Where it arises: one day, or the days of a month or wider where Tally cannot tell more closely. */
  readonly from: string;
  readonly to: string;
}

/** Figures that do not equal the plain sum although nothing is wrong, each by a rule of Tally's. */
const exceptionRules = [
  /** Tally's row "Opening Stock" belongs to no ledger (protocol §5.10). */
  "openingStock",
  /** Foreign currency ledgers are valued at the latest rate (protocol §4.9). */
  "foreignCurrency",
  /** Where accounts are integrated with inventory, stock-in-hand is the value of the items. */
  "stockInHand",
  /** Ledgers of profit and loss start each year at zero (protocol §5.7). */
  "yearStart",
  /** Profit & Loss A/c takes up the profit of earlier years. */
  "profitAndLoss",
  /** A counting sets the quantity instead of adding to it. */
  "physicalStock",
  /** Tally prints the quantity in a unit that the replica cannot convert. */
  "unknownUnit",
] as const;
export type ExceptionRule = (typeof exceptionRules)[number];

export interface FigureException {
  readonly rule: ExceptionRule;
  readonly name: string;
  readonly tally: string;
  readonly database: string;
  /** True where the figure follows from the database by the rule; else it could not be checked. */
  readonly isProven: boolean;
}

/** Why nothing better than `unknown` can be said although no figure differs. */
export const doubts = [
  "neverLoaded",
  "nothingChecked",
  /** Tally's counters are not where the database stands: something is not read yet. */
  "unread",
  "unexplained",
  /** Days with as many vouchers as in Tally, but other ones or other versions of them. */
  "otherVersions",
  /** Deletes in Tally that are not carried out: they wait for a person, or a person decided to keep the entries. */
  "deletesWaiting",
  "deletesKept",
  "quarantined",
  /** People were typing while figures were read. */
  "moving",
  /** Tally shows no figures for the whole book. */
  "clampedPeriod",
  /** Tally's stock summary lists groups alone, which say nothing of the items. */
  "stockNotListed",
  /** Tally's trial balance lists groups alone, which say nothing of the ledgers. */
  "ledgersNotListed",
  /** Tally refuses its stock summary, or its counts of vouchers: the rest was compared. */
  "stockNotGiven",
  "countsNotGiven",
  "unprovenException",
] as const;
export type Doubt = (typeof doubts)[number];

export interface CheckedFigures {
  readonly ledgers: number;
  readonly voucherCounts: number;
  readonly stockItems: number;
}

export interface VerifiedBooks {
  readonly verdict: Verdict;
  /** Day whose closing figures were compared; null where nothing was. */
  readonly asOf: string | null;
  /** Where later years are replicated: what lies before this day was taken as Tally gives it. */
  readonly comparedFrom?: string;
  /** Parts that are not replicated and so were not compared. */
  readonly leftOut?: readonly Part[];
  readonly checked: CheckedFigures;
  readonly differences: readonly FigureDifference[];
  readonly exceptions: readonly FigureException[];
  readonly doubts: readonly Doubt[];
}

export interface VerifiedCompany extends VerifiedBooks {
  readonly company: string;
  readonly companyGuid: string;
  readonly companyNumber: string;
  /** The state of the run behind it, with its error. */
  readonly status: RunStatus;
  readonly error: RunError | null;
}

export const nothingVerified: VerifiedBooks = {
  verdict: "unknown",
  asOf: null,
  checked: { ledgers: 0, voucherCounts: 0, stockItems: 0 },
  differences: [],
  exceptions: [],
  doubts: ["nothingChecked"],
};
