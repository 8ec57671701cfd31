import { hindiRules } from "./hi/rules.ts";
import type { Language } from "./language.ts";

interface Rule {
  readonly text: string;
  /** What the text is in, for whoever reads it aloud. */
  readonly language: Language;
}

/** The rule of a view, or what a table holds. English is that of the catalog, as the comments of databases say it. */
export function ruleOfSource(name: string, english: string, language: Language): Rule {
  const hindi = language === "hi" ? hindiRules[name] : undefined;
  return hindi === undefined
    ? { text: english, language: "en" }
    : { text: hindi.replaceAll(/\s+/g, " "), language: "hi" };
}
