import { describe, expect, test } from "vitest";
import { describeFinding, findingTexts, placeholdersOf } from "../../../src-main/contract/texts.ts";
import type { FindingKey } from "../../../src-main/contract/texts.ts";

const keys = Object.keys(findingTexts.en) as FindingKey[];

describe("what the doctor says", () => {
  test.each(keys)("%s is told in both languages with the same placeholders", (key) => {
    const { en, hi } = findingTexts;
    for (const part of ["title", "happened", "action"] as const) {
      expect(placeholdersOf(hi[key][part])).toEqual(placeholdersOf(en[key][part]));
      expect(hi[key][part] === "").toBe(en[key][part] === "");
    }
    expect(hi[key].happened).toMatch(/[\u0900-\u097F]/);
  });

  test("values are filled in, and errors are told as everywhere else", () => {
    const low = {
      code: null,
      key: "diskLow",
      values: { free: "1 MB", folder: "C:\\", needed: "1 GB" },
    } as const;
    expect(describeFinding(low, "en").happened).toBe("Only 1 MB are free in C:\\. At least 1 GB should be.");
    const refused = { code: "DEST_LOGIN_REFUSED", key: null, values: { user: "asha" } } as const;
    expect(describeFinding(refused, "hi").happened).toContain("asha");
    expect(describeFinding(refused, "en").action).not.toBe("");
  });
});
