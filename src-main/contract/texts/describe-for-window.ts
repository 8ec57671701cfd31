import type { ErrorCode, ErrorDetails } from "../errors.ts";
import { describeCode } from "./describe-error.ts";
import type { ErrorDescription } from "./describe-error.ts";
import { describeFinding } from "./describe-finding.ts";
import type { Describable, FindingKey } from "./describe-finding.ts";
import { windowActions as english, windowFindingActions as findingsEnglish } from "./en/window-actions.ts";
import { fillText } from "./fill.ts";
import type { FindingText } from "./finding-text.ts";
import { windowActions as hindi, windowFindingActions as findingsHindi } from "./hi/window-actions.ts";
import type { Language } from "./language.ts";

export const windowActions: Readonly<Record<Language, Partial<Readonly<Record<ErrorCode, string>>>>> = {
  en: english,
  hi: hindi,
};

/** An error as the window and notifications say it: the command line's sentences, without its options. */
export function describeForWindow(
  error: { readonly code: ErrorCode; readonly details: ErrorDetails },
  language: Language,
): ErrorDescription {
  const description = describeCode(error.code, error.details, language);
  const action = windowActions[language][error.code];
  return action === undefined ? description : { ...description, action: fillText(action, error.details) };
}

export const windowFindingActions: Readonly<Record<Language, Partial<Readonly<Record<FindingKey, string>>>>> =
  { en: findingsEnglish, hi: findingsHindi };

/** The same for what the doctor found; the window writes moments in its own way. */
export function describeFindingForWindow(
  finding: Describable,
  language: Language,
  sayMoment: (moment: string) => string,
): FindingText {
  const { code, key, values } = finding;
  if (code !== null) return describeForWindow({ code, details: values }, language);
  const description = describeFinding(finding, language, sayMoment);
  const action = key === null ? undefined : windowFindingActions[language][key];
  return action === undefined ? description : { ...description, action };
}
