import { describe, expect, it } from "vitest";
import { hindiRules } from "../../../src-main/contract/texts/hi/rules.ts";
import { ruleOfSource } from "../../../src-main/contract/texts/rules.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { listSources } from "../../../src-main/destination/browse.ts";

const sources = listSources().map(({ source, doc }) => ({ name: source.name, doc }));
const devanagari = /[\u0900-\u097F]/;
/** Words in double quotes, names of columns and tables, and reports of Tally stand in both languages alike. */
const named = /"[^"]+"|\b(?:v|voucher)_[a-z_]+\b|\b[a-z]+(?:_[a-z]+)+\b/g;

describe("the rule of what is looked at", () => {
  it("is there in both languages, for every view and table and nothing else", () => {
    expect(sources.filter(({ doc }) => !/^[A-Z]/.test(doc))).toEqual([]);
    expect(Object.keys(hindiRules).sort()).toEqual(sources.map(({ name }) => name).sort());
    expect(sources.filter(({ name }) => !devanagari.test(titlesOfSource(name).hi))).toEqual([]);
  });

  it.each(sources)("of $name says the same names in Hindi", ({ name, doc }) => {
    const { text, language } = ruleOfSource(name, doc, "hi");
    expect([language, /\s\s|\n/.test(text), devanagari.test(text)]).toEqual(["hi", false, true]);
    // Whole sentences.
    expect(text.endsWith("।")).toBe(true);
    const namesOf = (sentence: string): readonly string[] => sentence.match(named) ?? [];
    const own = new Set(namesOf(doc));
    expect(namesOf(text).filter((each) => !own.has(each) && !spokenAlone.has(each))).toEqual([]);
    const quoted = (sentence: string): readonly string[] =>
      [...new Set(namesOf(sentence).filter((each) => each.startsWith('"')))].sort();
    expect(quoted(text)).toEqual(expect.arrayContaining([...quoted(doc)]));
  });

  it("is said in English where nobody wrote it in Hindi", () => {
    expect(ruleOfSource("v_of_tomorrow", "Of tomorrow.", "hi")).toEqual({
      text: "Of tomorrow.",
      language: "en",
    });
    expect(ruleOfSource("dates", "Every day.", "en")).toEqual({ text: "Every day.", language: "en" });
  });
});

/** English prose says these without naming them. */
const spokenAlone = new Set(['"On Account"', '"valuation"']);
