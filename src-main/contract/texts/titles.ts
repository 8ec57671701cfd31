import {
  capitalWords,
  columnTitles as columnsEnglish,
  lineTitles as linesEnglish,
  recordTitles as recordsEnglish,
  viewTitles as viewsEnglish,
} from "./en/titles.ts";
import {
  columnTitles as columnsHindi,
  lineTitles as linesHindi,
  recordTitles as recordsHindi,
  viewTitles as viewsHindi,
} from "./hi/titles.ts";
import type { Language } from "./language.ts";
import { countWords, isCountedThing } from "./counts.ts";
import { fillText } from "./fill.ts";

type Titles = Readonly<Record<Language, string>>;

/** Title of a view or table; a table nobody gave words to is its name in words. */
export function titlesOfSource(name: string): Titles {
  if (name in viewsEnglish) {
    const view = name as keyof typeof viewsEnglish;
    return { en: viewsEnglish[view], hi: viewsHindi[view] };
  }
  if (name in linesEnglish) {
    const table = name as keyof typeof linesEnglish;
    return { en: linesEnglish[table], hi: linesHindi[table] };
  }
  if (name in recordsEnglish) {
    const table = name as keyof typeof recordsEnglish;
    return { en: recordsEnglish[table], hi: recordsHindi[table] };
  }
  const inWords = sayName(name);
  if (!isCountedThing(name)) return { en: inWords, hi: inWords };
  const word = (language: Language): string =>
    fillText(countWords[language][name].other, { count: " " }).trim();
  return { en: capitalise(word("en")), hi: word("hi") };
}

export function titlesOfColumn(name: string): Titles {
  const english = columnsEnglish[name] ?? sayName(name);
  return { en: english, hi: columnsHindi[name] ?? english };
}

/** `opening_gst_rate` is said "Opening GST rate". */
function sayName(name: string): string {
  const words = name
    .split("_")
    .map((word) => (capitalWords.has(word) ? word.toUpperCase() : word))
    .join(" ");
  return capitalise(words);
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
