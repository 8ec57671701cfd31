import { z } from "zod";
import { masterTypes } from "../model.ts";
import { voucherKinds } from "../company/kinds.ts";
import type { VoucherKind } from "../company/kinds.ts";
import { makeRandom } from "../company/random.ts";
import type { CompanyControl } from "./company-control.ts";
import { draftSchema } from "./draft.ts";
import { runRandomOperation } from "./random-operation.ts";

/** An operation of the control port on one company: what it takes and what it does. */
interface CompanyOperation {
  readonly input: z.ZodType;
  readonly run: (control: CompanyControl, input: never) => unknown;
}

function operation<Schema extends z.ZodType>(
  input: Schema,
  run: (control: CompanyControl, input: z.output<Schema>) => unknown,
): CompanyOperation {
  return { input, run };
}

const date = z.iso.date();
const text = z.string();
const name = z.string().min(1);
const voucher = z.strictObject({ masterId: z.int().min(1) });
const master = z.strictObject({ type: z.enum(masterTypes), name });
const field = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ amount: text }),
  z.strictObject({ date }),
  z.strictObject({ due: text }),
]);
const fields = z.record(name, field);
const label = z.strictObject({ label: name.default("backup") });
const bill = z.strictObject({
  name,
  date,
  amount: text,
  credit: z.string().default(""),
  isAdvance: z.boolean().default(false),
});

const voucherTable = {
  post: operation(z.strictObject({ voucher: draftSchema }), (control, input) => ({
    masterId: control.post(input.voucher),
  })),
  postRandom: operation(
    z.strictObject({ kind: z.enum(voucherKinds as [VoucherKind]).optional(), date: date.optional() }),
    (control, input) => ({
      masterId: control.postRandom({
        ...(input.kind !== undefined && { kind: input.kind }),
        ...(input.date !== undefined && { date: input.date }),
      }),
    }),
  ),
  replace: operation(voucher.extend({ voucher: draftSchema }), (control, input) =>
    control.replace(input.masterId, input.voucher),
  ),
  scaleAmounts: operation(voucher.extend({ factor: z.int().min(1) }), (control, input) =>
    control.scaleAmounts(input.masterId, input.factor),
  ),
  addLine: operation(voucher.extend({ ledger: name, amount: text }), (control, input) =>
    control.addLine(input.masterId, input.ledger, input.amount),
  ),
  dropLastItem: operation(voucher, (control, input) => control.dropLastItem(input.masterId)),
  setNarration: operation(voucher.extend({ narration: text }), (control, input) =>
    control.setNarration(input.masterId, input.narration),
  ),
  setReference: operation(voucher.extend({ reference: text }), (control, input) =>
    control.setReference(input.masterId, input.reference),
  ),
  setParty: operation(voucher.extend({ ledger: name }), (control, input) =>
    control.setParty(input.masterId, input.ledger),
  ),
  resave: operation(voucher, (control, input) => control.resave(input.masterId)),
  cancel: operation(voucher, (control, input) => control.cancel(input.masterId)),
  uncancel: operation(voucher, (control, input) => control.uncancel(input.masterId)),
  setOptional: operation(voucher.extend({ isOptional: z.boolean() }), (control, input) =>
    control.setOptional(input.masterId, input.isOptional),
  ),
  setPostDated: operation(voucher.extend({ isPostDated: z.boolean() }), (control, input) =>
    control.setPostDated(input.masterId, input.isPostDated),
  ),
  delete: operation(voucher, (control, input) => control.delete(input.masterId)),
  recreate: operation(voucher, (control, input) => ({ masterId: control.recreate(input.masterId) })),
  redate: operation(voucher.extend({ date }), (control, input) => control.redate(input.masterId, input.date)),
  setType: operation(voucher.extend({ type: name }), (control, input) =>
    control.setType(input.masterId, input.type),
  ),
  setBankersDate: operation(
    voucher.extend({ date: date.optional(), isSilent: z.boolean().default(false) }),
    (control, input) => control.setBankersDate(input.masterId, input.date, input.isSilent),
  ),
};

const masterTable = {
  createMaster: operation(master.extend({ fields: fields.default({}) }), (control, input) => ({
    masterId: control.masters.create(input.type, input.name, input.fields),
  })),
  alterMaster: operation(master.extend({ fields }), (control, input) => ({
    moved: control.masters.alter(input.type, input.name, input.fields),
  })),
  renameMaster: operation(master.extend({ to: name }), (control, input) =>
    control.masters.rename(input.type, input.name, input.to),
  ),
  swapNames: operation(master.extend({ other: name }), (control, input) =>
    control.masters.swapNames(input.type, input.name, input.other),
  ),
  moveMaster: operation(master.extend({ parent: name }), (control, input) => ({
    moved: control.masters.move(input.type, input.name, input.parent),
  })),
  deleteMaster: operation(master.extend({ withVouchers: z.boolean().default(false) }), (control, input) =>
    control.masters.delete(input.type, input.name, input.withVouchers),
  ),
  setConversion: operation(z.strictObject({ unit: name, conversion: z.int().min(1) }), (control, input) => ({
    moved: control.masters.setConversion(input.unit, input.conversion),
  })),
  setVoucherTypeParent: operation(z.strictObject({ name, parent: name }), (control, input) => ({
    moved: control.masters.setVoucherTypeParent(input.name, input.parent),
  })),
  setNumberingMethod: operation(
    z.strictObject({ name, method: name, series: name.default("Default") }),
    (control, input) => ({
      moved: control.masters.setNumberingMethod(input.name, input.method, input.series),
    }),
  ),
  setOpeningBalance: operation(z.strictObject({ ledger: name, amount: text }), (control, input) => ({
    moved: control.masters.setOpeningBalance(input.ledger, input.amount),
  })),
  setOpeningBills: operation(z.strictObject({ ledger: name, bills: z.array(bill) }), (control, input) => ({
    moved: control.masters.setOpeningBills(input.ledger, input.bills),
  })),
};

const companyTable = {
  backup: operation(label, (control, input) => control.backup(input.label)),
  restore: operation(label, (control, input) => control.restore(input.label)),
  renameCompany: operation(z.strictObject({ to: name }), (control, input) => control.renameCompany(input.to)),
  moveCompany: operation(z.strictObject({ companyNumber: name, destination: name }), (control, input) =>
    control.moveCompany(input.companyNumber, input.destination),
  ),
  setKeepsDeleted: operation(z.strictObject({ keepsDeleted: z.boolean() }), (control, input) =>
    control.setKeepsDeleted(input.keepsDeleted),
  ),
  setUser: operation(z.strictObject({ user: name.optional() }), (control, input) =>
    control.setUser(input.user),
  ),
  setToday: operation(z.strictObject({ date }), (control, input) => control.setToday(input.date)),
  randomOperation: operation(z.strictObject({ seed: z.int().min(0) }), (control, input) =>
    runRandomOperation(control, makeRandom(input.seed)),
  ),
};

export const companyOperations: Readonly<Record<string, CompanyOperation>> = {
  ...voucherTable,
  ...masterTable,
  ...companyTable,
};
