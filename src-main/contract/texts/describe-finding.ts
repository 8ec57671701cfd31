import type { ErrorCode, ErrorDetails } from "../errors.ts";
import { describeCode } from "./describe-error.ts";
import { findings as english } from "./en/findings.ts";
import { fillText } from "./fill.ts";
import type { FindingText } from "./finding-text.ts";
import { findings as hindi } from "./hi/findings.ts";
import type { Language } from "./language.ts";

export type FindingKey = keyof typeof english;

export const findingTexts: Readonly<Record<Language, Readonly<Record<FindingKey, FindingText>>>> = {
  en: english,
  hi: hindi,
};

interface Describable {
  readonly code: ErrorCode | null;
  readonly key: FindingKey | null;
  readonly values: ErrorDetails;
}

/** What was found and what to do, as a person reads it. */
export function describeFinding({ code, key, values }: Describable, language: Language): FindingText {
  if (code !== null || key === null) {
    const { title, happened, action } = describeCode(code ?? "INTERNAL_ERROR", values, language);
    return { title, happened, action };
  }
  const { title, happened, action } = findingTexts[language][key];
  return {
    title: fillText(title, values),
    happened: fillText(happened, values),
    action: fillText(action, values),
  };
}
