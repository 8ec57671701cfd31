import { describe, expect, it } from "vitest";
import type {
  CostPart,
  ItemPart,
  LedgerPart,
  VoucherContent,
} from "../../../src-main/sample-tally/books/content.ts";
import { addVoucher } from "../../../src-main/sample-tally/books/voucher-changes.ts";
import { startTrial, type Trial } from "../../support/replica-trial.ts";

/** What a voucher says nearly twice, or far down: it is stored as it stands there, not as it is said elsewhere. */

function postAndShow({ control }: Trial, kind: "payment" | "saleVoucherMode"): VoucherContent {
  const record = control.books.state.vouchers.byId(control.postRandom({ kind }));
  if (record === undefined) throw new Error("the sample has no such voucher");
  return record.content;
}

/** The same voucher again with other ledger lines. */
function postLike({ control }: Trial, content: VoucherContent, ledgers: readonly LedgerPart[]): void {
  addVoucher(control.books.state, { ...content, ledgers });
}

function nameOfParty({ control }: Trial, { partyId }: VoucherContent): string {
  return control.books.state.masters.nameOf(partyId ?? 0);
}

function underCostCentre(trial: Trial, item: ItemPart): ItemPart {
  const { people } = trial.control.world;
  const cost: CostPart = {
    categoryId: people.regionCategory,
    centreId: people.regions[0] ?? 0,
    amount: item.amount,
  };
  return { ...item, costs: [cost] };
}

describe("a payment", () => {
  it("keeps in whose favour it is, where that differs from the party's name in case or blanks alone", async () => {
    await using trial = await startTrial({ vouchers: 20, seed: 96 });
    for (const write of [
      (name: string) => name.toUpperCase(),
      (name: string) => `${name.toLowerCase()} `,
      (name: string) => name,
    ]) {
      const content = postAndShow(trial, "payment");
      const favouring = write(nameOfParty(trial, content));
      const ledgers = content.ledgers.map(({ bills: _bills, banks: _banks, ...line }) =>
        line.isParty === true
          ? line
          : { ...line, banks: [{ transactionType: "Cheque/DD", favouring, amount: line.amount }] },
      );
      postLike(trial, content, ledgers);
    }
    await trial.sync();
    expect(await trial.differences()).toEqual([]);
  });
});

describe("an invoice entered as an accounting voucher", () => {
  it("keeps the cost centre of any one of many items", async () => {
    await using trial = await startTrial({ vouchers: 20, seed: 97 });
    for (const place of [0, 5, 6, 7]) {
      const content = postAndShow(trial, "saleVoucherMode");
      const sales = content.ledgers.find(({ items }) => items !== undefined);
      const [item] = sales?.items ?? [];
      if (sales === undefined || item === undefined) throw new Error("the sale has no item");
      const items = Array.from({ length: 8 }, (_, index) =>
        index === place ? underCostCentre(trial, item) : item,
      );
      const amount = item.amount * items.length;
      const party: LedgerPart = { ledgerId: content.partyId ?? 0, amount: -amount, isParty: true };
      postLike(trial, content, [party, { ...sales, amount, items }]);
    }
    await trial.sync();
    expect(await trial.differences()).toEqual([]);
  });
});
