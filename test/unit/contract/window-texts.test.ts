import { expect, test } from "vitest";
import { placeholdersOf } from "../../../src-main/contract/texts.ts";
import { windowActions } from "../../../src-main/contract/texts/describe-for-window.ts";
import { sayWindow, windowTexts } from "../../../src-main/contract/texts/say-window.ts";
import type { WindowKey } from "../../../src-main/contract/texts/say-window.ts";

const keys = Object.keys(windowTexts.en) as readonly WindowKey[];
const devanagari = /[\u0900-\u097F]/;

/** Without placeholders and the names that are the same in both languages. */
function hasWords(text: string): boolean {
  return /\p{L}{3}/u.test(
    text.replaceAll(/\{\w+\}|Tally Replica|Tally|GUID|GSTIN|Excel|CSV|xlsx|English/g, ""),
  );
}

test("the window speaks both languages with the same sentences", () => {
  expect(Object.keys(windowTexts.hi).sort()).toEqual([...keys].sort());
  expect(Object.keys(windowActions.hi).sort()).toEqual(Object.keys(windowActions.en).sort());
});

test.each(keys)("%s has the same placeholders in both languages", (key) => {
  const { en, hi } = windowTexts;
  expect(en[key].trim()).not.toBe("");
  expect(placeholdersOf(hi[key])).toEqual(placeholdersOf(en[key]));
  expect(devanagari.test(hi[key]) || !hasWords(en[key])).toBe(true);
});

test("values are put in", () => {
  expect(sayWindow("en", "upToDate", { upToDate: 36, chosen: 41 })).toBe("36 of 41 companies up to date");
  expect(sayWindow("hi", "upToDate", { upToDate: 36, chosen: 41 })).toBe("41 में से 36 कंपनियाँ अप टू डेट");
});
