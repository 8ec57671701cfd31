import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";

/** Rows of the audit trail that a batch must leave, per action. */
export interface ToldChanges {
  readonly action: string;
  readonly count: number;
}

/** A batch that needs every step of an incremental run: a rename, an old and a new voucher, a delete. */
export function changeEverything(control: CompanyControl): readonly ToldChanges[] {
  const ids = control.voucherIds();
  const receipts = ids.filter((id) => typeOf(control, id) === "Receipt");
  const [old, gone] = receipts;
  if (old === undefined || gone === undefined) throw new Error("the sample has too few receipts");
  const party = control.show(old).fields["PARTYLEDGERNAME"];
  if (typeof party !== "string") throw new Error("the receipt has no party");
  control.postRandom({ kind: "receipt" });
  control.setNarration(old, "altered a year later");
  control.delete(gone);
  control.masters.rename("LEDGER", party, `${party} & Sons`);
  return [
    { action: "insert", count: 1 },
    { action: "delete", count: 1 },
    { action: "update", count: 2 },
  ];
}

function typeOf(control: CompanyControl, id: number): unknown {
  return control.show(id).fields["VOUCHERTYPENAME"];
}
