import type { AnswerText } from "../answer-text.ts";
import { normaliseName } from "../names.ts";
import type { Run } from "../run.ts";
import { writeBalanceSheet, writeProfitAndLoss } from "./balance-sheet.ts";
import { writeBills, writeLedgerOutstandings } from "./bills.ts";
import { writeDayBook, writeListOfAccounts } from "./full-objects.ts";
import { writeStockSummary } from "./stock-summary.ts";
import { writeGroupSummary, writeTrialBalance } from "./trial-balance.ts";

type BuiltInReport = (run: Run, answer: AnswerText) => void;

const reports: ReadonlyMap<string, BuiltInReport> = new Map([
  ["trialbalance", writeTrialBalance],
  ["groupsummary", writeGroupSummary],
  ["balancesheet", writeBalanceSheet],
  ["profitandloss", writeProfitAndLoss],
  ["daybook", writeDayBook],
  ["voucherregister", writeDayBook],
  ["listofaccounts", writeListOfAccounts],
  ["ledgeroutstandings", writeLedgerOutstandings],
  ["stocksummary", writeStockSummary],
  ["billsreceivable", writeBills("receivable")],
  ["billspayable", writeBills("payable")],
]);

/** A report Tally brings along; undefined is "Unknown Request". */
export function builtInReport(name: string): BuiltInReport | undefined {
  return reports.get(normaliseName(name));
}
