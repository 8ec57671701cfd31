import { isoFromDay } from "../books/days.ts";
import type { VoucherRecord } from "../books/numbering.ts";
import { rupee } from "../books/values.ts";
import { voucherTotal } from "../books/voucher-lists.ts";
import { voucherKinds } from "../company/kinds.ts";
import type { Random } from "../company/random.ts";
import type { CompanyControl } from "./company-control.ts";

/** Does one thing and says what, or undefined where these books have nothing to do it to. */
export type RandomOperation = (control: CompanyControl, random: Random) => string | undefined;

/** Some voucher that fits; tries a number of them rather than walking a large book. */
function pickVoucher(
  control: CompanyControl,
  random: Random,
  fits: (record: VoucherRecord) => boolean = () => true,
): VoucherRecord | undefined {
  const { vouchers, nextVoucherId } = control.books.state;
  if (vouchers.size === 0) return undefined;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const record = vouchers.byId(random.int(1, nextVoucherId - 1));
    if (record?.isDeleted === false && fits(record)) return record;
  }
  return undefined;
}

const isRegular = (record: VoucherRecord): boolean => !record.isCancelled;
/** Repeated scaling must not grow past what exact numbers hold. */
const isModest = (record: VoucherRecord): boolean =>
  isRegular(record) && voucherTotal(record.content) < 50_000_000 * rupee;
const hasLedgers = (record: VoucherRecord): boolean =>
  isRegular(record) &&
  record.content.ledgers[0] !== undefined &&
  record.content.ledgers[0].items === undefined;

function onVoucher(
  fits: (record: VoucherRecord) => boolean,
  act: (control: CompanyControl, record: VoucherRecord, random: Random) => string | undefined,
): RandomOperation {
  return (control, random) => {
    const record = pickVoucher(control, random, fits);
    return record && act(control, record, random);
  };
}

function pickDate(control: CompanyControl, random: Random): string {
  return isoFromDay(random.int(control.booksFromDay, control.books.state.today));
}

function nearDate(control: CompanyControl, record: VoucherRecord, random: Random): string {
  const day = record.content.day + random.int(-6, 6);
  return isoFromDay(Math.max(control.booksFromDay, day));
}

function pickLedgerName(control: CompanyControl, random: Random): string {
  const names = control.books.masters("LEDGER").map((ledger) => ledger.fields["NAME"] as string);
  return random.pick(names.filter((name) => name !== "Profit & Loss A/c"));
}

const texts = ["corrected", "सुधार & जाँच", "", 'said "ok"', "line 1\r\nline 2", "திருத்தம் <2>"];

export const voucherOperations = {
  post: (control) => `post ${control.postRandom()} today`,
  postAnyKind: (control, random) => {
    const kind = random.pick(voucherKinds);
    return `post ${kind} ${control.postRandom({ kind, date: pickDate(control, random) })}`;
  },
  insertBackDated: (control, random) => {
    const date = pickDate(control, random);
    return `post ${control.postRandom({ date })} back-dated to ${date}`;
  },
  postPostDated: (control) => `post ${control.postRandom({ kind: "postDated" })} post-dated`,
  scaleAmounts: onVoucher(isModest, (control, { masterId }, random) => {
    const factor = random.int(2, 3);
    control.scaleAmounts(masterId, factor);
    return `amounts of ${masterId} times ${factor}`;
  }),
  addLine: onVoucher(hasLedgers, (control, { masterId }, random) => {
    const ledger = pickLedgerName(control, random);
    const amount = `${random.pick(["", "-"])}${random.int(1, 500)}.${random.int(10, 99)}`;
    control.addLine(masterId, ledger, amount);
    return `line "${ledger}" ${amount} added to ${masterId}`;
  }),
  dropLastItem: onVoucher(
    (record) => hasLedgers(record) && record.content.items.length > 1,
    (control, { masterId }) => {
      control.dropLastItem(masterId);
      return `last item of ${masterId} dropped`;
    },
  ),
  setNarration: onVoucher(isRegular, (control, { masterId }, random) => {
    control.setNarration(masterId, `${random.pick(texts)} ${random.int(1, 999)}`);
    return `narration of ${masterId}`;
  }),
  setReference: onVoucher(isRegular, (control, { masterId }, random) => {
    control.setReference(masterId, `REF-${random.int(1, 99_999)}`);
    return `reference of ${masterId}`;
  }),
  setParty: onVoucher(
    (record) => isRegular(record) && record.content.partyId !== undefined,
    (control, { masterId }, random) => {
      const { name } = random.pick([...control.world.customers, ...control.world.suppliers]);
      if (control.books.masterByName("LEDGER", name) === undefined) return undefined;
      control.setParty(masterId, name);
      return `party of ${masterId} is now "${name}"`;
    },
  ),
  resave: onVoucher(isRegular, (control, { masterId }) => {
    control.resave(masterId);
    return `${masterId} saved unchanged`;
  }),
  alterTwice: onVoucher(isRegular, (control, { masterId }, random) => {
    control.setNarration(masterId, `first ${random.int(1, 99)}`);
    control.setNarration(masterId, `second ${random.int(1, 99)}`);
    return `${masterId} altered twice`;
  }),
  cancel: onVoucher(isRegular, (control, { masterId }) => {
    control.cancel(masterId);
    return `${masterId} cancelled`;
  }),
  uncancel: onVoucher(
    (record) => record.isCancelled,
    (control, { masterId }) => {
      control.uncancel(masterId);
      return `${masterId} un-cancelled`;
    },
  ),
  makeOptional: onVoucher(
    (record) => isRegular(record) && record.content.isOptional !== true,
    (control, { masterId }) => {
      control.setOptional(masterId, true);
      return `${masterId} made optional`;
    },
  ),
  makeRegular: onVoucher(
    (record) => isRegular(record) && record.content.isOptional === true,
    (control, { masterId }) => {
      control.setOptional(masterId, false);
      return `${masterId} made regular`;
    },
  ),
  delete: onVoucher(
    () => true,
    (control, { masterId }) => {
      control.delete(masterId);
      return `${masterId} deleted`;
    },
  ),
  deleteLast: (control) => {
    const ids = control.voucherIds();
    const last = ids[ids.length - 1];
    if (last === undefined) return undefined;
    control.delete(last);
    return `last voucher ${last} deleted`;
  },
  recreate: onVoucher(isRegular, (control, { masterId }) => {
    return `${masterId} deleted and entered again as ${control.recreate(masterId)}`;
  }),
  redateNear: onVoucher(isRegular, (control, record, random) => {
    const date = nearDate(control, record, random);
    control.redate(record.masterId, date);
    return `${record.masterId} re-dated to ${date}`;
  }),
  redateFar: onVoucher(isRegular, (control, { masterId }, random) => {
    const date = pickDate(control, random);
    control.redate(masterId, date);
    return `${masterId} re-dated to ${date}`;
  }),
  changeType: onVoucher(isRegular, (control, record, random) => {
    const { state } = control.books;
    const base = state.masters.baseTypeOf(record.content.typeId);
    const types = state.masters
      .ofType("VOUCHERTYPE")
      .filter((type) => state.masters.baseTypeOf(type.fields["MASTERID"] as number) === base)
      .map((type) => type.fields["NAME"] as string);
    const type = random.pick(types);
    control.setType(record.masterId, type);
    return `${record.masterId} is now a "${type}"`;
  }),
  setBankersDate: onVoucher(
    (record) => isRegular(record) && record.content.ledgers.some((line) => line.banks !== undefined),
    (control, record, random) => {
      const date = random.chance(0.2) ? undefined : isoFromDay(record.content.day + random.int(0, 9));
      control.setBankersDate(record.masterId, date);
      return `bank date of ${record.masterId}: ${date ?? "none"}`;
    },
  ),
  changeUser: (control, random) => {
    const user = random.pick([undefined, "ravi", "सुनीता", 'O\'Brien "admin"']);
    control.setUser(user);
    return `${user ?? "nobody"} works now`;
  },
} as const satisfies Record<string, RandomOperation>;
