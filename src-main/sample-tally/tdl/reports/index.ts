import type { AnswerText } from "../answer-text.ts";
import { normaliseName } from "../names.ts";
import type { Run } from "../run.ts";
import { writeTrialBalance } from "./trial-balance.ts";

export type BuiltInReport = (run: Run, answer: AnswerText) => void;

const reports: ReadonlyMap<string, BuiltInReport> = new Map([["trialbalance", writeTrialBalance]]);

/** A report Tally brings along; undefined is "Unknown Request". */
export function builtInReport(name: string): BuiltInReport | undefined {
  return reports.get(normaliseName(name));
}
