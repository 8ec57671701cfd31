/**
 * The sentences of the window, English and Hindi. The compiler asks for the value of every placeholder, refuses a
 * Hindi file that lacks a sentence, and a test compares the placeholders.
 */
import { window as frameEnglish } from "./en/window.ts";
import { windowActivity as activityEnglish } from "./en/window-activity.ts";
import { windowCompanies as companiesEnglish } from "./en/window-companies.ts";
import { windowProblems as problemsEnglish } from "./en/window-problems.ts";
import { windowSettings as settingsEnglish } from "./en/window-settings.ts";
import { windowCompany as companyEnglish } from "./en/window-company.ts";
import { windowWizard as wizardEnglish } from "./en/window-wizard.ts";
import { fillText } from "./fill.ts";
import type { FillValue } from "./fill.ts";
import { window as frameHindi } from "./hi/window.ts";
import { windowActivity as activityHindi } from "./hi/window-activity.ts";
import { windowCompanies as companiesHindi } from "./hi/window-companies.ts";
import { windowProblems as problemsHindi } from "./hi/window-problems.ts";
import { windowSettings as settingsHindi } from "./hi/window-settings.ts";
import { windowCompany as companyHindi } from "./hi/window-company.ts";
import { windowWizard as wizardHindi } from "./hi/window-wizard.ts";
import type { Language } from "./language.ts";

const english = {
  ...frameEnglish,
  ...companiesEnglish,
  ...companyEnglish,
  ...activityEnglish,
  ...problemsEnglish,
  ...settingsEnglish,
  ...wizardEnglish,
} as const;

export type WindowKey = keyof typeof english;

export const windowTexts: Readonly<Record<Language, Readonly<Record<WindowKey, string>>>> = {
  en: english,
  hi: {
    ...frameHindi,
    ...companiesHindi,
    ...companyHindi,
    ...activityHindi,
    ...problemsHindi,
    ...settingsHindi,
    ...wizardHindi,
  },
};

type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never;

/** Names of the values a sentence needs. */
type WindowPlaceholder<Key extends WindowKey> = PlaceholderOf<(typeof english)[Key]>;

/** Nothing for a sentence without placeholders. */
type WindowValues<Key extends WindowKey> = [WindowPlaceholder<Key>] extends [never]
  ? readonly []
  : readonly [values: Readonly<Record<WindowPlaceholder<Key>, FillValue>>];

export function sayWindow<Key extends WindowKey>(
  language: Language,
  key: Key,
  ...values: WindowValues<Key>
): string {
  return fillText(windowTexts[language][key], values[0]);
}

/** `sayWindow` with the language already chosen. */
export type Say = <Key extends WindowKey>(key: Key, ...values: WindowValues<Key>) => string;

export function sayIn(language: Language): Say {
  return (key, ...values) => sayWindow(language, key, ...values);
}
