import { isReplicaError } from "../errors.ts";
import type { ErrorCode, ErrorDetails } from "../errors.ts";
import { appErrors as appErrorsEnglish } from "./en/app-errors.ts";
import { exportErrors as exportErrorsEnglish } from "./en/export-errors.ts";
import { otherErrors as otherErrorsEnglish } from "./en/other-errors.ts";
import { sourceErrors as sourceErrorsEnglish } from "./en/source-errors.ts";
import type { ErrorText } from "./error-text.ts";
import { fillText } from "./fill.ts";
import { appErrors as appErrorsHindi } from "./hi/app-errors.ts";
import { exportErrors as exportErrorsHindi } from "./hi/export-errors.ts";
import { otherErrors as otherErrorsHindi } from "./hi/other-errors.ts";
import { sourceErrors as sourceErrorsHindi } from "./hi/source-errors.ts";
import type { Language } from "./language.ts";

/** The compiler refuses a language that lacks a code. */
export const errorTexts: Readonly<Record<Language, Readonly<Record<ErrorCode, ErrorText>>>> = {
  en: { ...sourceErrorsEnglish, ...otherErrorsEnglish, ...appErrorsEnglish, ...exportErrorsEnglish },
  hi: { ...sourceErrorsHindi, ...otherErrorsHindi, ...appErrorsHindi, ...exportErrorsHindi },
};

/** An error as a person reads it. No stack, no technical text. */
export interface ErrorDescription extends ErrorText {
  readonly code: ErrorCode;
}

function codeOf(error: unknown): ErrorCode {
  if (isReplicaError(error)) return error.code;
  return error instanceof Error && error.name === "AbortError" ? "INTERNAL_STOPPED" : "INTERNAL_ERROR";
}

export function describeCode(code: ErrorCode, details: ErrorDetails, language: Language): ErrorDescription {
  const text = errorTexts[language][code];
  return {
    code,
    title: fillText(text.title, details),
    happened: fillText(text.happened, details),
    meaning: fillText(text.meaning, details),
    action: fillText(text.action, details),
  };
}

/** Anything that is not one of our errors is a mistake of ours: INTERNAL_ERROR. */
export function describeError(error: unknown, language: Language): ErrorDescription {
  return describeCode(codeOf(error), isReplicaError(error) ? error.details : {}, language);
}

/** What happened and what it means, in one line; for run reports, history and notifications. */
export function sayError(error: unknown, language: Language): string {
  const { happened, meaning } = describeError(error, language);
  return `${happened} ${meaning}`;
}
