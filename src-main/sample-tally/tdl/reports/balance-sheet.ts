import type { AnswerText } from "../answer-text.ts";
import { textField } from "../run.ts";
import type { Run } from "../run.ts";
import { closingRows, primaryGroups } from "./closing-rows.ts";
import { DisplayWriter } from "./display.ts";

type Row = readonly [name: string, sum: number];

/** Sums of the primary groups, those of the balance sheet apart from those of revenue. */
function groupSums(run: Run): { readonly balance: Row[]; readonly revenue: Row[] } {
  const balance: Row[] = [];
  const revenue: Row[] = [];
  const { books } = run;
  if (books === undefined) return { balance, revenue };
  const sums = new Map<string, number>();
  for (const { name, closing } of closingRows(run, { isLedgerwise: false, isExploded: false }))
    sums.set(name, closing.debit + closing.credit);
  for (const group of primaryGroups(books)) {
    const name = textField(group, "NAME");
    const rows = group.fields["ISREVENUE"] === true ? revenue : balance;
    rows.push([name, sums.get(name) ?? 0]);
  }
  return { balance, revenue };
}

/** Groups that are not of revenue, and the profit between them (cap:report_balance-sheet). */
export function writeBalanceSheet(run: Run, answer: AnswerText): void {
  const { balance, revenue } = groupSums(run);
  const profit = revenue.reduce((sum, [, of]) => sum + of, 0);
  const rows: Row[] = run.books === undefined ? [] : [...balance, ["Profit & Loss A/c", profit]];
  const writer = new DisplayWriter(answer);
  for (const [name, sum] of rows) {
    writer.group("BSNAME", () => writer.group("DSPACCNAME", () => writer.value("DSPDISPNAME", name)));
    writer.group("BSAMT", () => {
      writer.value("BSSUBAMT", "");
      writer.amount("BSMAINAMT", sum);
    });
  }
  writer.finish();
}

/** Groups of revenue (protocol §3.3: PLAMT with PLSUBAMT). */
export function writeProfitAndLoss(run: Run, answer: AnswerText): void {
  const writer = new DisplayWriter(answer);
  for (const [name, sum] of groupSums(run).revenue) {
    writer.group("DSPACCNAME", () => writer.value("DSPDISPNAME", name));
    writer.group("PLAMT", () => {
      writer.value("PLSUBAMT", "");
      writer.amount("BSMAINAMT", sum);
    });
  }
  writer.finish();
}
