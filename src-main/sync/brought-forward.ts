import { moneyToUnits, unitsToMoney } from "../contract/decimal.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Values } from "../contract/value.ts";
import { writeChoice } from "../destination/choice-store.ts";
import type { WriteTransaction } from "../destination/destination.ts";
import type { NamedBalance, StockFigure } from "../source/figures.ts";
import { type BookItems, loadBookItems, quantityInSmallestUnit, quantityText } from "./book-stock.ts";
import { listsGroupsAlone, openingStockRow } from "./compare-ledgers.ts";
import { addDays } from "./dates.ts";
import { beginsLater, type RunContext } from "./run-context.ts";

/**
 * A replica that begins later than the books looks like a company whose books begin then: every opening is what Tally
 * shows at the end of the day before. Ledgers of profit and loss open at zero, and what they made until then stands
 * in Profit & Loss A/c, as at every beginning of a year.
 */
export interface BroughtForward {
  readonly balances: readonly NamedBalance[];
  /** Null where inventory is left out. */
  readonly stock: readonly StockFigure[] | null;
}

/** Asks Tally; null where the replica begins with the books. */
export async function readBroughtForward(run: RunContext): Promise<BroughtForward | null> {
  if (!beginsLater(run)) return null;
  const day = addDays(run.beginsOn, -1);
  const balances = await run.source.trialBalance(day, run.signal);
  const hasStock = run.masterStreams.some(({ name }) => name === "stock_items");
  const stock = hasStock ? await run.source.stockSummary(day, run.signal) : null;
  return { balances: balances.figures, stock: stock?.figures ?? null };
}

type Figures = Pick<WriteTransaction, "db" | "select" | "updateColumns">;

/** Openings follow from other figures: they are written where they differ, and are no entries of the audit trail. */
export async function applyBroughtForward(
  tx: Figures,
  run: Pick<RunContext, "companyId">,
  brought: BroughtForward | null,
): Promise<void> {
  if (brought === null) return;
  const items = brought.stock === null ? null : await loadBookItems(tx, run.companyId);
  const stock = items === null ? null : figuresOfItems(items, brought.stock ?? []);
  const before = await openLedgers(tx, run.companyId, { balances: brought.balances, stock });
  await writeChoice(tx.db, run.companyId, {
    profitBefore: unitsToMoney(before.profit),
    stockBefore: unitsToMoney(before.stock),
  });
  if (items !== null && stock !== null) await openItems(tx, run.companyId, items, stock);
}

/** A stock summary may list groups beside their items, and their sums would count twice. */
function figuresOfItems(items: BookItems, shown: readonly StockFigure[]): readonly StockFigure[] {
  const names = new Set(items.items.map(({ name }) => name));
  const figures = shown.filter(({ name }) => names.has(name));
  const isOfGroups = figures.length === 0 && shown.some(({ name }) => items.groupNames.has(name));
  if (isOfGroups) throw answeredInGroups("stock summary");
  return figures;
}

/** Openings of zero would be wrong books. */
function answeredInGroups(report: string): ReplicaError {
  return new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", { message: `a ${report} of groups alone` });
}

interface EarlierResult {
  /** Of the ledgers of profit and loss. */
  readonly profit: bigint;
  /** By how much stock grew: no ledger holds it, and the books would not balance without it. */
  readonly stock: bigint;
}

async function openLedgers(
  tx: Figures,
  companyId: number,
  { balances, stock }: BroughtForward,
): Promise<EarlierResult> {
  const ledgers = await tx.select({
    companyId,
    table: "ledgers",
    columns: ["tally_guid", "name", "is_revenue", "reserved_name", "opening_balance"],
  });
  await refuseGroups(tx, companyId, ledgers, balances);
  const shown = new Map<string, bigint>();
  for (const { name, amount } of balances) shown.set(name, (shown.get(name) ?? 0n) + moneyToUnits(amount));
  const of = (name: unknown): bigint => shown.get(String(name)) ?? 0n;
  const profit = ledgers
    .filter((ledger) => ledger["is_revenue"] === true)
    .reduce((sum, ledger) => sum + of(ledger["name"]), 0n);
  const closingStock = (stock ?? []).reduce((sum, { amount }) => sum + moneyToUnits(amount), 0n);
  const grown = of(openingStockRow) - closingStock;
  const rows = ledgers.flatMap((ledger) => {
    const isProfitAndLoss = ledger["reserved_name"] === "Profit & Loss A/c";
    const carried = of(ledger["name"]) + (isProfitAndLoss ? profit + grown : 0n);
    const opening = unitsToMoney(ledger["is_revenue"] === true ? 0n : carried);
    return opening === ledger["opening_balance"]
      ? []
      : [{ guid: String(ledger["tally_guid"]), values: [opening] }];
  });
  await tx.updateColumns(companyId, "ledgers", ["opening_balance"], rows);
  return { profit, stock: grown };
}

async function refuseGroups(
  tx: Figures,
  companyId: number,
  ledgers: readonly Values[],
  balances: readonly NamedBalance[],
): Promise<void> {
  const groups = await tx.select({ companyId, table: "account_groups", columns: ["name"] });
  const named = ledgers.map((ledger) => ({
    name: String(ledger["name"]),
    isProfitAndLoss: ledger["reserved_name"] === "Profit & Loss A/c",
  }));
  const ledgerNames = new Set(named.map(({ name }) => name));
  const groupNames = new Set(groups.map(({ name }) => String(name)).filter((name) => !ledgerNames.has(name)));
  if (listsGroupsAlone({ groupNames, ledgers: named }, balances)) throw answeredInGroups("trial balance");
}

async function openItems(
  tx: Figures,
  companyId: number,
  stock: BookItems,
  figures: readonly StockFigure[],
): Promise<void> {
  const shown = new Map(figures.map((figure) => [figure.name, figure]));
  const rows = stock.items.flatMap((item) => {
    const figure = shown.get(item.name);
    const quantity = quantityInSmallestUnit(figure?.quantity ?? "", item, stock);
    if (quantity === null) return [];
    const value = moneyToUnits(figure?.amount ?? "0");
    return quantity === item.openingQuantity && value === item.openingValue
      ? []
      : [{ guid: item.guid, values: [quantityText(quantity), unitsToMoney(value)] }];
  });
  await tx.updateColumns(companyId, "stock_items", ["opening_quantity", "opening_value"], rows);
}
