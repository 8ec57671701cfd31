import type { WriteTransaction } from "../destination/destination.ts";
import { quantityInSmallestUnit, quantityText } from "./book-stock.ts";
import type { BooksCheck } from "./check-books.ts";
import { openingStockRow } from "./compare-ledgers.ts";

/** Keeps what Tally itself showed: posting a voucher moves no master's ALTERID, so only a verify can refresh these. */
export async function refreshClosings(
  tx: WriteTransaction,
  companyId: number,
  check: BooksCheck,
  at: string,
): Promise<void> {
  if (check.balances !== null) {
    const balances = new Map(check.balances.map(({ name, amount }) => [name, amount]));
    const ledgers = check.ledgers
      // Tally's own row of that name may be meant.
      .filter(({ name }) => name !== openingStockRow)
      .map(({ guid, name }) => ({ guid, values: [balances.get(name) ?? "0", at] }));
    await tx.updateColumns(companyId, "ledgers", ["closing_balance", "closing_read_at"], ledgers);
  }
  if (check.stock === null) return;
  const figures = new Map(check.stock.map((figure) => [figure.name, figure]));
  const items = check.items.items.flatMap((item) => {
    const figure = figures.get(item.name);
    const quantity = quantityInSmallestUnit(figure?.quantity ?? "", item, check.items);
    if (quantity === null) return [];
    return [{ guid: item.guid, values: [quantityText(quantity), figure?.amount ?? "0", at] }];
  });
  const columns = ["closing_quantity", "closing_value", "closing_read_at"];
  await tx.updateColumns(companyId, "stock_items", columns, items);
}
