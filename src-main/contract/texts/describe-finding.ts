import type { ErrorCode, ErrorDetails } from "../errors.ts";
import { describeCode } from "./describe-error.ts";
import { findings as english } from "./en/findings.ts";
import { fillText } from "./fill.ts";
import type { FindingText } from "./finding-text.ts";
import { findings as hindi } from "./hi/findings.ts";
import type { Language } from "./language.ts";
import { formatMoment } from "./moments.ts";

export type FindingKey = keyof typeof english;

export const findingTexts: Readonly<Record<Language, Readonly<Record<FindingKey, FindingText>>>> = {
  en: english,
  hi: hindi,
};

export interface Describable {
  readonly code: ErrorCode | null;
  readonly key: FindingKey | null;
  /** `time` is a moment, ISO 8601. */
  readonly values: ErrorDetails;
}

/** What was found and what to do, as a person reads it; moments as the command line writes them, unless told. */
export function describeFinding(
  { code, key, values }: Describable,
  language: Language,
  sayMoment: (moment: string) => string = formatMoment,
): FindingText {
  if (code !== null || key === null) {
    const { title, happened, action } = describeCode(code ?? "INTERNAL_ERROR", values, language);
    return { title, happened, action };
  }
  const { title, happened, action } = findingTexts[language][key];
  const { time } = values;
  const said = time === undefined ? values : { ...values, time: sayMoment(String(time)) };
  return {
    title: fillText(title, said),
    happened: fillText(happened, said),
    action: fillText(action, said),
  };
}
