import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorCodes, ReplicaError } from "../../../src-main/contract/errors.ts";
import { runStatuses, syncTypes } from "../../../src-main/contract/run.ts";
import {
  countThings,
  describeError,
  errorTexts,
  fillText,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  languages,
  messageTemplates,
  placeholdersOf,
  say,
  sayError,
  sayWhatHappened,
} from "../../../src-main/contract/texts.ts";
import { countWords } from "../../../src-main/contract/texts/counts.ts";
import { choice } from "../../../src-main/contract/texts/en/choice.ts";
import { messages } from "../../../src-main/contract/texts/en/messages.ts";
import { services } from "../../../src-main/contract/texts/en/services.ts";
import { windowActivity } from "../../../src-main/contract/texts/en/window-activity.ts";
import { windowCompanies } from "../../../src-main/contract/texts/en/window-companies.ts";
import { windowCompany } from "../../../src-main/contract/texts/en/window-company.ts";
import { windowProblems } from "../../../src-main/contract/texts/en/window-problems.ts";
import { windowSettings } from "../../../src-main/contract/texts/en/window-settings.ts";
import { windowWizard } from "../../../src-main/contract/texts/en/window-wizard.ts";
import { window } from "../../../src-main/contract/texts/en/window.ts";

const parts = ["title", "happened", "meaning", "action"] as const;
const devanagari = /[\u0900-\u097F]/;

describe("error sentences", () => {
  test.each([...errorCodes])("%s has every part in both languages with the same placeholders", (code) => {
    for (const part of parts) {
      const english = errorTexts.en[code][part];
      const hindi = errorTexts.hi[code][part];
      expect(english.trim()).not.toBe("");
      expect(hindi.trim()).not.toBe("");
      expect(placeholdersOf(hindi)).toEqual(placeholdersOf(english));
    }
    expect(errorTexts.hi[code].meaning).toMatch(devanagari);
  });

  test("no language has a sentence for a code that does not exist", () => {
    for (const language of languages) {
      expect(Object.keys(errorTexts[language]).sort()).toEqual([...errorCodes].sort());
    }
  });

  test("sentences are short enough to be read", () => {
    for (const code of errorCodes) {
      for (const part of ["happened", "meaning"] as const) {
        expect(errorTexts.en[code][part].length).toBeLessThanOrEqual(120);
      }
    }
  });

  test("details fill the placeholders", () => {
    const error = new ReplicaError("SOURCE_NOT_RUNNING", { url: "http://localhost:9000" });
    expect(describeError(error, "en").happened).toBe("Nothing answers at http://localhost:9000.");
    expect(sayError(error, "en")).toBe(
      "Nothing answers at http://localhost:9000. The database keeps what it has.",
    );
    expect(describeError(error, "hi").happened).toBe("http://localhost:9000 पर कोई जवाब नहीं मिला।");
  });

  test("every code reads well without any detail", () => {
    for (const language of languages) {
      for (const code of errorCodes) {
        const text = Object.values(describeError(new ReplicaError(code), language)).join(" ");
        expect(text).not.toMatch(/[[\]{}|]|undefined|null|(^|[\s“])\?/);
      }
    }
  });

  test("an unknown error becomes our own mistake, without its stack or message", () => {
    const described = describeError(new TypeError("cannot read properties of undefined"), "en");
    expect(described.code).toBe("INTERNAL_ERROR");
    expect(JSON.stringify(described)).not.toContain("undefined");
    expect(describeError("a string", "en").code).toBe("INTERNAL_ERROR");
    expect(describeError(new DOMException("gone", "AbortError"), "en").code).toBe("INTERNAL_STOPPED");
  });
});

describe("messages", () => {
  test("no key stands in two files, where one would silently take the other's place", () => {
    for (const files of [
      [messages, services, choice],
      [window, windowActivity, windowCompanies, windowCompany, windowProblems, windowSettings, windowWizard],
    ]) {
      const keys = files.flatMap((file) => Object.keys(file));
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }
  });

  test("the first sentence a newcomer reads", () => {
    expect(say("en", "onlyReads")).toBe("Tally Replica only reads. It never writes to Tally.");
  });

  test("both languages have the same keys and placeholders", () => {
    const english = messageTemplates("en");
    const hindi = messageTemplates("hi");
    expect(Object.keys(hindi).sort()).toEqual(Object.keys(english).sort());
    for (const [key, template] of Object.entries(english)) {
      const translated = Object.entries(hindi).find(([name]) => name === key)?.[1] ?? "";
      expect([key, placeholdersOf(translated)]).toEqual([key, placeholdersOf(template)]);
      expect(translated.trim()).not.toBe("");
    }
  });

  test("every run status and kind has a word", () => {
    for (const language of languages) {
      const keys = Object.keys(messageTemplates(language));
      for (const status of runStatuses) expect(keys).toContain(`status_${status}`);
      for (const kind of syncTypes) expect(keys).toContain(`kind_${kind}`);
    }
  });
});

describe("filling", () => {
  test("a bracket whose value is missing is left out, one that is there stays", () => {
    expect(fillText("Nothing[ at {url}].", {})).toBe("Nothing.");
    expect(fillText("Nothing[ at {url}].", { url: "x" })).toBe("Nothing at x.");
    expect(fillText("{count} left", { count: 0 })).toBe("0 left");
    expect(fillText("[{a}-{b} ]c", { a: 1 })).toBe("c");
    expect(fillText("{a}", {})).toBe("?");
    expect(fillText("{a|the one} is", {})).toBe("the one is");
    expect(fillText("{a|the one} is", { a: "it" })).toBe("it is");
  });

  test("whatever a value contains is printed as it is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (name, other) => {
        expect(fillText("<{name}>[ and {other}]", { name, other })).toBe(`<${name}> and ${other}`);
      }),
    );
  });
});

describe("counts, bytes, durations", () => {
  test("one and many in both languages", () => {
    expect(countThings("en", "vouchers", 1)).toBe("1 voucher");
    expect(countThings("en", "vouchers", 2)).toBe("2 vouchers");
    expect(countThings("en", "companies", 0)).toBe("0 companies");
    expect(countThings("hi", "companies", 2)).toBe("2 कंपनियाँ");
    expect(countThings("en", "price_levels", 3)).toBe("3 price_levels");
    expect(sayWhatHappened("en", "updated", "vouchers", 2)).toBe("2 vouchers changed");
    expect(Object.keys(countWords.hi).sort()).toEqual(Object.keys(countWords.en).sort());
  });

  test("numbers are grouped the Indian way", () => {
    expect(formatCount(1234567)).toBe("12,34,567");
  });

  test("moments as this PC's clock shows them", () => {
    const local = new Date(2026, 3, 2, 9, 5, 7).toISOString();
    expect(formatMoment(local)).toBe("2026-04-02 09:05");
    expect(formatMoment(local, true)).toBe("2026-04-02 09:05:07");
    expect(formatMoment(null)).toBe("");
  });

  test("bytes and durations", () => {
    expect(formatBytes(0)).toBe("0 B");
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(1500)).toBe("1.5 KB");
    expect(formatBytes(250_000_000)).toBe("250 MB");
    expect(formatDuration("en", 0.04)).toBe("0.0 s");
    expect(formatDuration("en", 59.6)).toBe("1 min 0 s");
    expect(formatDuration("en", 3725)).toBe("1 h 2 min");
  });
});
