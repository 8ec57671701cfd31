import type { AnswerText } from "../answer-text.ts";
import { textField } from "../run.ts";
import type { Run } from "../run.ts";
import { closingRows, primaryGroups } from "./closing-rows.ts";
import { DisplayWriter } from "./display.ts";

/** Primary groups that are not of revenue, and the profit between them (cap:report_balance-sheet). */
export function writeBalanceSheet(run: Run, answer: AnswerText): void {
  const writer = new DisplayWriter(answer);
  const { books } = run;
  if (books !== undefined) {
    const sums = new Map<string, number>();
    for (const { name, closing } of closingRows(run, { isLedgerwise: false, isExploded: false }))
      sums.set(name, closing.debit + closing.credit);
    let profit = 0;
    const rows: (readonly [string, number])[] = [];
    for (const group of primaryGroups(books)) {
      const name = textField(group, "NAME");
      const sum = sums.get(name) ?? 0;
      if (group.fields["ISREVENUE"] === true) profit += sum;
      else rows.push([name, sum]);
    }
    rows.push(["Profit & Loss A/c", profit]);
    for (const [name, sum] of rows) writeRow(writer, name, sum);
  }
  writer.finish();
}

function writeRow(writer: DisplayWriter, name: string, sum: number): void {
  writer.group("BSNAME", () => writer.group("DSPACCNAME", () => writer.value("DSPDISPNAME", name)));
  writer.group("BSAMT", () => {
    writer.value("BSSUBAMT", "");
    writer.amount("BSMAINAMT", sum);
  });
}
