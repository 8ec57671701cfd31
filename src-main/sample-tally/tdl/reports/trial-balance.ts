import type { AnswerText } from "../answer-text.ts";
import type { Run } from "../run.ts";
import { DisplayWriter } from "./display.ts";
import { childRows, closingRows } from "./closing-rows.ts";
import type { ClosingRow } from "./closing-rows.ts";
import { asLogical, asText } from "../value-text.ts";

/** Names and closing figures as sibling pairs (cap:report_trial-balance_groups). */
export function writeTrialBalance(run: Run, answer: AnswerText): void {
  const isLedgerwise = asLogical(run.variables.get("isledgerwise"));
  const isExploded = asLogical(run.variables.get("explodeflag"));
  writeRows(closingRows(run, { isLedgerwise, isExploded }), answer);
}

/** What GROUPNAME holds directly, in the same shape. */
export function writeGroupSummary(run: Run, answer: AnswerText): void {
  const group = asText(run.variables.get("groupname"), run.shapes);
  const { books } = run;
  writeRows(books === undefined || group === "" ? [] : childRows(run, books, group), answer);
}

function writeRows(rows: readonly ClosingRow[], answer: AnswerText): void {
  const writer = new DisplayWriter(answer);
  for (const { name, closing } of rows) {
    writer.group("DSPACCNAME", () => writer.value("DSPDISPNAME", name));
    writer.group("DSPACCINFO", () => {
      writer.group("DSPCLDRAMT", () => writer.amount("DSPCLDRAMTA", closing.debit));
      writer.group("DSPCLCRAMT", () => writer.amount("DSPCLCRAMTA", closing.credit));
    });
  }
  writer.finish();
}
