import { masterTypes } from "../model.ts";
import type { Amount, CompanyBooks, Stored, TallyObject } from "../model.ts";
import { movesBalances } from "./voucher-kinds.ts";
import { textField } from "./run.ts";
import type { Run } from "./run.ts";

interface TypeTotals {
  all: number;
  cancelled: number;
}

interface PeriodTotals {
  /** Debit (negative) and credit totals of a ledger by name. */
  readonly debits: ReadonlyMap<string, number>;
  readonly credits: ReadonlyMap<string, number>;
  readonly types: ReadonlyMap<string, TypeTotals>;
}

const known = new WeakMap<Run, PeriodTotals>();

/** What only a walk over the vouchers of the period tells; walked once per request. */
function periodTotals(run: Run): PeriodTotals {
  const before = known.get(run);
  if (before !== undefined) return before;
  const debits = new Map<string, number>();
  const credits = new Map<string, number>();
  const types = new Map<string, TypeTotals>();
  for (const voucher of run.books?.vouchers(run.period.fromDay, run.period.toDay) ?? []) {
    run.statistics.vouchersWalked++;
    const type = textField(voucher, "VOUCHERTYPENAME");
    const ofType = types.get(type) ?? { all: 0, cancelled: 0 };
    types.set(type, ofType);
    ofType.all++;
    if (voucher.fields["ISCANCELLED"] === true) ofType.cancelled++;
    if (voucher.fields["ISOPTIONAL"] === true || !movesBalances(run.books, type)) continue;
    for (const line of voucher.lists["ALLLEDGERENTRIES"] ?? []) addLine(line, debits, credits);
  }
  const totals = { debits, credits, types };
  known.set(run, totals);
  return totals;
}

function addLine(line: TallyObject, debits: Map<string, number>, credits: Map<string, number>): void {
  const value = line.fields["AMOUNT"];
  if (!isAmount(value)) return;
  const side = value.base < 0 ? debits : credits;
  const ledger = textField(line, "LEDGERNAME");
  side.set(ledger, (side.get(ledger) ?? 0) + value.base);
}

function isAmount(value: Stored): value is Amount {
  return typeof value === "object" && value.kind === "amount";
}

export function debitTotals(run: Run, ledger: TallyObject): Stored {
  const base = periodTotals(run).debits.get(textField(ledger, "NAME")) ?? 0;
  return { kind: "amount", base };
}

export function creditTotals(run: Run, ledger: TallyObject): Stored {
  const base = periodTotals(run).credits.get(textField(ledger, "NAME")) ?? 0;
  return { kind: "amount", base };
}

/** Vouchers of a type, as Tally's Statistics count them. */
export function typeCount(count: "all" | "cancelled" | "living") {
  return (run: Run, type: TallyObject): Stored => {
    const totals = periodTotals(run).types.get(textField(type, "NAME"));
    if (totals === undefined) return undefined;
    if (count === "living") return totals.all - totals.cancelled;
    return totals[count];
  };
}

/** How many masters of each type there are. */
export function masterCounts(books: CompanyBooks): TallyObject[] {
  return masterTypes.map((type) => ({
    type: "STATISTIC",
    fields: { NAME: type, STATVAL: books.masters(type).length },
    lists: {},
  }));
}
