import { exportWords as english } from "./en/export.ts";
import { fillText } from "./fill.ts";
import type { FillValues } from "./fill.ts";
import { exportWords as hindi } from "./hi/export.ts";
import type { Language } from "./language.ts";

export type ExportWord = keyof typeof english;

export const exportTexts: Readonly<Record<Language, Readonly<Record<ExportWord, string>>>> = {
  en: english,
  hi: hindi,
};

export function sayExport(language: Language, key: ExportWord, values: FillValues = {}): string {
  return fillText(exportTexts[language][key], values);
}
