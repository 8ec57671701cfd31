import type { BankPart, BillPart, ItemPart, LedgerPart, VoucherContent } from "../books/content.ts";
import type { ForexPart } from "../books/values.ts";

/** Changes of a voucher's content that keep it balanced. Contents are never changed in place. */

/** All amounts times a whole number; quantities stay, prices rise. */
export function scaleContent(content: VoucherContent, factor: number): VoucherContent {
  return {
    ...content,
    ledgers: content.ledgers.map((line) => scaleLedger(line, factor)),
    items: content.items.map((item) => scaleItem(item, factor)),
    ...(content.payroll && {
      payroll: content.payroll.map((part) => ({
        ...part,
        employees: part.employees.map((employee) => ({
          ...employee,
          payHeads: employee.payHeads.map((head) => scaled(head, factor)),
        })),
      })),
    }),
    ...(content.attendance && {
      attendance: content.attendance.map((part) => ({ ...part, timeValue: part.timeValue * factor })),
    }),
  };
}

function scaled<T extends { readonly amount: number; readonly forex?: ForexPart }>(
  part: T,
  factor: number,
): T {
  const amount = part.amount * factor;
  if (part.forex === undefined) return { ...part, amount };
  return { ...part, amount, forex: { ...part.forex, value: part.forex.value * factor } };
}

function scaleLedger(line: LedgerPart, factor: number): LedgerPart {
  return {
    ...scaled(line, factor),
    ...(line.bills && { bills: line.bills.map((bill) => scaled(bill, factor)) }),
    ...(line.banks && { banks: line.banks.map((bank) => scaled(bank, factor)) }),
    ...(line.costs && { costs: line.costs.map((cost) => scaled(cost, factor)) }),
    ...(line.items && { items: line.items.map((item) => scaleItem(item, factor)) }),
  };
}

function scaleItem(item: ItemPart, factor: number): ItemPart {
  return {
    ...scaled(item, factor),
    ...(item.rate !== undefined && { rate: item.rate * factor }),
    ...(item.rateForex && {
      rateForex: { ...item.rateForex, value: item.rateForex.value * factor },
    }),
    batches: item.batches.map((batch) => ({
      ...scaled(batch, factor),
      ...(batch.rate !== undefined && { rate: batch.rate * factor }),
    })),
    ...(item.costs && { costs: item.costs.map((cost) => scaled(cost, factor)) }),
  };
}

/** Another line of the amount, against the first line of the voucher. */
export function addLine(content: VoucherContent, ledgerId: number, amount: number): VoucherContent {
  const [first, ...rest] = content.ledgers;
  if (first === undefined) throw new Error("A voucher without ledger lines takes no further line.");
  const added: LedgerPart = { ledgerId, amount };
  return { ...content, ledgers: [addToLine(first, -amount), ...rest, added] };
}

/** Without its last item; the first ledger line takes the difference. */
export function dropLastItem(content: VoucherContent): VoucherContent {
  const dropped = content.items[content.items.length - 1];
  const [first, ...rest] = content.ledgers;
  if (dropped === undefined || content.items.length < 2 || first === undefined) {
    throw new Error("Only a voucher with two or more items can lose one.");
  }
  const amount = dropped.ledgerId === undefined ? 0 : dropped.amount;
  return { ...content, items: content.items.slice(0, -1), ledgers: [addToLine(first, amount), ...rest] };
}

/** The line's amount grows by the difference; its last bill, bank part and cost centre follow. */
function addToLine(line: LedgerPart, difference: number): LedgerPart {
  if (difference === 0) return line;
  if (line.items !== undefined) throw new Error("A line with items follows its items.");
  return {
    ...line,
    amount: line.amount + difference,
    ...(line.bills && { bills: addToLast(line.bills, difference) }),
    ...(line.banks && { banks: addToLast(line.banks, difference) }),
    ...(line.costs && {
      costs: [...Map.groupBy(line.costs, (cost) => cost.categoryId).values()].flatMap((costs) =>
        addToLast(costs, difference),
      ),
    }),
  };
}

function addToLast<T extends { readonly amount: number }>(
  parts: readonly T[],
  difference: number,
): readonly T[] {
  return parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, amount: part.amount + difference } : part,
  );
}

/** The party's line goes to another ledger; bills of the old party become plain new ones. */
export function changeParty(content: VoucherContent, ledgerId: number): VoucherContent {
  if (content.partyId === undefined) throw new Error("The voucher has no party.");
  const renew = (bill: BillPart): BillPart => {
    const { forex, amount, name } = bill;
    return {
      type: "New Ref",
      name: name === "" ? "1" : name,
      billDay: content.day,
      amount,
      ...(forex && { forex }),
    };
  };
  const ledgers = content.ledgers.map((line): LedgerPart => {
    if (line.ledgerId !== content.partyId) return line;
    return { ...line, ledgerId, ...(line.bills && { bills: line.bills.map(renew) }) };
  });
  return { ...content, partyId: ledgerId, ledgers };
}

/** Day the bank statement shows, on every bank part; undefined takes it away. */
export function setBankersDay(content: VoucherContent, day: number | undefined): VoucherContent {
  const ledgers = content.ledgers.map((line): LedgerPart => {
    if (line.banks === undefined) return line;
    const banks = line.banks.map((bank) => withBankersDay(bank, day));
    return { ...line, banks };
  });
  return { ...content, ledgers };
}

function withBankersDay(bank: BankPart, day: number | undefined): BankPart {
  const { bankersDay: ignored, ...kept } = bank;
  if (day !== undefined) return { ...kept, bankersDay: day };
  return ignored === undefined ? bank : kept;
}

/** The same voucher on another day. Own new bills move along. */
export function moveToDay(content: VoucherContent, day: number): VoucherContent {
  const ledgers = content.ledgers.map((line): LedgerPart => {
    if (line.bills === undefined) return line;
    const bills = line.bills.map((bill) => (bill.type === "Agst Ref" ? bill : { ...bill, billDay: day }));
    return { ...line, bills };
  });
  const { effectiveDay: ignored, ...kept } = content;
  return ignored === undefined ? { ...content, day, ledgers } : { ...kept, day, ledgers };
}
