import { checkContent } from "./check.ts";
import { booksFromDayOf, moveVouchersCounter } from "./company-state.ts";
import type { CompanyState } from "./company-state.ts";
import type { LedgerPart, VoucherContent } from "./content.ts";
import type { MasterStore } from "./master-store.ts";
import { numberingRuleOf } from "./numbering-rule.ts";
import type { VoucherRecord } from "./numbering.ts";

/** A new voucher: next MASTERID, next ALTERID, next slot of its day, its number. */
export function addVoucher(state: CompanyState, entered: VoucherContent): VoucherRecord {
  const content = withOnAccountBills(entered, state.masters);
  checkContent(content, state.masters, booksFromDayOf(state));
  noteDay(state, content.day);
  const record: VoucherRecord = {
    masterId: state.nextVoucherId,
    content,
    alterId: moveVouchersCounter(state),
    isCancelled: false,
    isDeleted: false,
    slot: 0,
    number: "",
    style: "",
    numberKey: "",
    retainKey: content.isOptional === true ? 0 : state.numbering.takeRetainKey(content.typeId),
    enteredBy: state.user,
    alteredBy: undefined,
    alteredDay: undefined,
  };
  state.nextVoucherId += 1;
  state.vouchers.place(record);
  state.numbering.enter(record, numberingRuleOf(content, state.masters));
  return record;
}

/** Any alteration, also one that changes nothing, takes one ALTERID (protocol §6.4). */
export function alterVoucher(state: CompanyState, record: VoucherRecord, entered: VoucherContent): void {
  const content = withOnAccountBills(entered, state.masters);
  checkContent(content, state.masters, booksFromDayOf(state));
  const before = record.content;
  const moves = before.day !== content.day;
  if (moves || changesNumbering(record, content, state.masters)) {
    state.numbering.leave(record, numberingRuleOf(before, state.masters));
    if (moves) state.vouchers.take(record);
    record.content = content;
    if (moves) state.vouchers.place(record);
    if (before.typeId !== content.typeId) {
      record.number = "";
      record.retainKey = state.numbering.takeRetainKey(content.typeId);
    }
    if (content.isOptional === true) record.retainKey = 0;
    else if (record.retainKey === 0) record.retainKey = state.numbering.takeRetainKey(content.typeId);
    state.numbering.enter(record, numberingRuleOf(content, state.masters));
  }
  record.content = content;
  noteDay(state, content.day);
  noteAlteration(state, record);
}

function changesNumbering(record: VoucherRecord, content: VoucherContent, masters: MasterStore): boolean {
  const before = record.content;
  return (
    before.typeId !== content.typeId ||
    before.series !== content.series ||
    before.typedNumber !== content.typedNumber ||
    (before.isOptional === true) !== (content.isOptional === true) ||
    record.style !== numberingRuleOf(content, masters).method
  );
}

export function setCancelled(state: CompanyState, record: VoucherRecord, isCancelled: boolean): void {
  record.isCancelled = isCancelled;
  noteAlteration(state, record);
}

/** A delete leaves no trace but the counter (protocol §6.4, §6.6); later automatic numbers move up. */
export function deleteVoucher(state: CompanyState, record: VoucherRecord): void {
  state.numbering.leave(record, numberingRuleOf(record.content, state.masters));
  const alterId = moveVouchersCounter(state, state.deleteBump);
  if (!state.keepsDeleted) {
    state.vouchers.take(record);
    return;
  }
  record.isDeleted = true;
  record.alterId = alterId;
}

function noteAlteration(state: CompanyState, record: VoucherRecord): void {
  record.alterId = moveVouchersCounter(state);
  record.alteredBy = state.user;
  record.alteredDay = state.today;
}

function noteDay(state: CompanyState, day: number): void {
  state.lastVoucherDay = Math.max(state.lastVoucherDay, day);
}

/**
 * A bill-wise party line without any bill shows an `On Account` bill over the whole amount (cookbook §1). It is stored
 * with the voucher, so switching bill-wise on or off later changes no old voucher.
 */
function withOnAccountBills(content: VoucherContent, masters: MasterStore): VoucherContent {
  const needsBill = (line: LedgerPart): boolean =>
    line.bills === undefined && masters.byId(line.ledgerId)?.fields["ISBILLWISEON"] === true;
  if (!content.ledgers.some(needsBill)) return content;
  const ledgers = content.ledgers.map((line): LedgerPart => {
    if (!needsBill(line)) return line;
    const bill = { type: "On Account", name: "", billDay: content.day, amount: line.amount } as const;
    return { ...line, bills: [{ ...bill, ...(line.forex && { forex: line.forex }) }] };
  });
  return { ...content, ledgers };
}
