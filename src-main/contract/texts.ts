/**
 * Every sentence a person reads, English and Hindi, for window, notifications and command line.
 * The sentences themselves are in texts/en and texts/hi; this is the one entrance.
 */
import { choice as choiceEnglish } from "./texts/en/choice.ts";
import { help as helpEnglish } from "./texts/en/help.ts";
import { messages as english } from "./texts/en/messages.ts";
import { services as servicesEnglish } from "./texts/en/services.ts";
import { shell as shellEnglish } from "./texts/en/shell.ts";
import { fillText } from "./texts/fill.ts";
import type { FillValues } from "./texts/fill.ts";
import { choice as choiceHindi } from "./texts/hi/choice.ts";
import { help as helpHindi } from "./texts/hi/help.ts";
import { shell as shellHindi } from "./texts/hi/shell.ts";
import { messages as hindi } from "./texts/hi/messages.ts";
import { services as servicesHindi } from "./texts/hi/services.ts";
import type { Language } from "./texts/language.ts";

export type MessageKey = keyof typeof english | keyof typeof servicesEnglish | keyof typeof choiceEnglish;

const messages: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = {
  en: { ...english, ...servicesEnglish, ...choiceEnglish },
  hi: { ...hindi, ...servicesHindi, ...choiceHindi },
};

export function say(language: Language, key: MessageKey, values: FillValues = {}): string {
  return fillText(messages[language][key], values);
}

type HelpKey = keyof typeof helpEnglish;

export const helpTexts: Readonly<Record<Language, Readonly<Record<HelpKey, string>>>> = {
  en: helpEnglish,
  hi: helpHindi,
};

export type ShellKey = keyof typeof shellEnglish;

/** Tray icon, menu and notifications. */
const shellTexts: Readonly<Record<Language, Readonly<Record<ShellKey, string>>>> = {
  en: shellEnglish,
  hi: shellHindi,
};

export function sayShell(language: Language, key: ShellKey, values: FillValues = {}): string {
  return fillText(shellTexts[language][key], values);
}

export function messageTemplates(language: Language): Readonly<Record<MessageKey, string>> {
  return messages[language];
}

export { describeCode, describeError, errorTexts, sayError } from "./texts/describe-error.ts";
export { describeFinding, findingTexts } from "./texts/describe-finding.ts";
export type { FindingKey } from "./texts/describe-finding.ts";
export type { ErrorDescription } from "./texts/describe-error.ts";
export { fillText, placeholdersOf } from "./texts/fill.ts";
export type { FillValues } from "./texts/fill.ts";
export { formatMoment } from "./texts/moments.ts";
export { languages } from "./texts/language.ts";
export type { Language } from "./texts/language.ts";
export {
  countThings,
  formatBytes,
  formatCount,
  formatDuration,
  sayTableWord,
  sayWhatHappened,
} from "./texts/numbers.ts";
export type { CountedAction } from "./texts/counts.ts";
