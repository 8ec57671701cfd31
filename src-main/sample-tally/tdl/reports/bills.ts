import type { TallyObject } from "../../model.ts";
import type { AnswerText } from "../answer-text.ts";
import { shortDate } from "../dates.ts";
import { openBills } from "../open-bills.ts";
import { dayField, numberField, textField } from "../run.ts";
import type { Run } from "../run.ts";
import { asText, baseAmountText } from "../value-text.ts";
import { DisplayWriter } from "./display.ts";

/** Open bills of one side: debit ones are receivable, credit ones payable (cap:report_bills-receivable). */
export function writeBills(side: "receivable" | "payable") {
  return (run: Run, answer: AnswerText): void => {
    const bills = run.books === undefined ? [] : openBills(run, run.books, undefined);
    writeRows(
      bills.filter((bill) => closingOf(bill) < 0 === (side === "receivable")),
      answer,
    );
  };
}

function writeRows(bills: readonly TallyObject[], answer: AnswerText): void {
  const writer = new DisplayWriter(answer);
  for (const bill of bills) {
    writer.group("BILLFIXED", () => {
      writer.value("BILLDATE", shortDate(dayField(bill, "BILLDATE") ?? 0));
      writer.value("BILLREF", textField(bill, "NAME"));
      writer.value("BILLPARTY", textField(bill, "PARENT"));
    });
    writer.value("BILLCL", baseAmountText(closingOf(bill)));
    writer.value("BILLDUE", shortDate(dayField(bill, "BILLDUEDATE") ?? 0));
    writer.value("BILLOVERDUE", String(numberField(bill, "_OVERDUEDAYS")));
  }
  writer.finish();
}

/** Open bills of the ledger that LEDGERNAME names. */
export function writeLedgerOutstandings(run: Run, answer: AnswerText): void {
  const ledger = asText(run.variables.get("ledgername"), run.shapes);
  const bills = run.books === undefined ? [] : openBills(run, run.books, ledger);
  writeRows(bills, answer);
}

function closingOf(bill: TallyObject): number {
  const closing = bill.fields["CLOSINGBALANCE"];
  return typeof closing === "object" && closing.kind === "amount" ? closing.base : 0;
}
