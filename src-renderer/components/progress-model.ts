import type { CompanyProgress } from "../../src-main/contract/agent-state.ts";
import { formatCount } from "../../src-main/contract/texts.ts";
import type { Language } from "../../src-main/contract/texts.ts";
import { sayIn } from "../../src-main/contract/texts/say-window.ts";
import { formatTimeLeft } from "../format.ts";

function sayHowMuch(progress: CompanyProgress, language: Language): readonly string[] {
  const say = sayIn(language);
  const { rowsDone, rowsTotal } = progress;
  if (rowsTotal !== null && rowsTotal >= rowsDone) {
    return [say("progressOf", { done: formatCount(rowsDone), total: formatCount(rowsTotal) })];
  }
  return rowsDone === 0 ? [] : [say("progressDone", { done: formatCount(rowsDone) })];
}

/** "reading vouchers", "12,000 of 67,000 entries", "about 4 min left". */
export function describeProgress(progress: CompanyProgress, language: Language): readonly string[] {
  const say = sayIn(language);
  return [
    say(`stage_${progress.stage}`),
    ...sayHowMuch(progress, language),
    ...(progress.secondsLeft === null ? [] : [formatTimeLeft(progress.secondsLeft, language)]),
  ];
}
