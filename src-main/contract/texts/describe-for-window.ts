import type { ErrorCode, ErrorDetails } from "../errors.ts";
import { describeCode } from "./describe-error.ts";
import type { ErrorDescription } from "./describe-error.ts";
import { windowActions as english } from "./en/window-actions.ts";
import { fillText } from "./fill.ts";
import { windowActions as hindi } from "./hi/window-actions.ts";
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
