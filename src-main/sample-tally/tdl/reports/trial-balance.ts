import type { AnswerText } from "../answer-text.ts";
import type { Run } from "../run.ts";
import { DisplayWriter } from "./display.ts";
import { closingRows } from "./closing-rows.ts";
import { asLogical } from "../value-text.ts";

/** Names and closing figures as sibling pairs (cap:report_trial-balance_groups). */
export function writeTrialBalance(run: Run, answer: AnswerText): void {
  const writer = new DisplayWriter(answer);
  const isLedgerwise = asLogical(run.variables.get("isledgerwise"));
  const isExploded = asLogical(run.variables.get("explodeflag"));
  for (const { name, closing } of closingRows(run, { isLedgerwise, isExploded })) {
    writer.group("DSPACCNAME", () => writer.value("DSPDISPNAME", name));
    writer.group("DSPACCINFO", () => {
      writer.group("DSPCLDRAMT", () => writer.amount("DSPCLDRAMTA", closing.debit));
      writer.group("DSPCLCRAMT", () => writer.amount("DSPCLCRAMTA", closing.credit));
    });
  }
  writer.finish();
}
