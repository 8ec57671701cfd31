import { describe, expect, it } from "vitest";
import type { Problem } from "../../../src-main/contract/pages.ts";
import { sayReason } from "../../../src-main/contract/texts/quarantine-reason.ts";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";
import { decodeValue } from "../../../src-main/source/values.ts";
import { groupProblems, namesOf, stepsFor } from "../../../src-renderer/pages/problems/problems-model.ts";

function problem(change: Partial<Problem>): Problem {
  const company = change.company ?? "A";
  return {
    cause: "DEST_LOGIN_REFUSED",
    kind: "failedRun",
    company,
    companyKey: `${company}:1`,
    runId: "r1",
    since: "2026-04-01T05:00:00.000Z",
    count: 1,
    error: { code: "DEST_LOGIN_REFUSED", details: {}, technical: "" },
    ...change,
  };
}

describe("problems", () => {
  it("with the same cause are one, since the first of them", () => {
    const groups = groupProblems([
      problem({ company: "A" }),
      problem({ company: "B", since: "2026-03-30T05:00:00.000Z" }),
      problem({ company: "C", since: null }),
      problem({ company: "D" }),
      problem({ company: "E" }),
    ]);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.since).toBe("2026-03-30T05:00:00.000Z");
    expect(groups[0] && namesOf(groups[0])).toEqual({ shown: "A, B, C", more: 2 });
  });

  it("that stop everything come first, what is only not proven last", () => {
    const groups = groupProblems([
      problem({ kind: "unexplained", cause: "u" }),
      problem({ kind: "heldDeletes", cause: "h" }),
      problem({ kind: "agent", cause: "a", company: null, companyKey: null }),
    ]);
    expect(groups.map(({ kind }) => kind)).toEqual(["agent", "heldDeletes", "unexplained"]);
  });

  it("offer what helps, and what needs one company only for one", () => {
    const [one] = groupProblems([problem({ kind: "differs" })]);
    const [many] = groupProblems([problem({ kind: "differs" }), problem({ kind: "differs", company: "B" })]);
    expect(one && stepsFor(one)).toEqual(["repair", "openCompany"]);
    expect(many && stepsFor(many)).toEqual([]);
    const [failed] = groupProblems([problem({ runId: null })]);
    expect(failed && stepsFor(failed)).toEqual(["tryAgain"]);
  });
});

describe("why an entry could not be stored", () => {
  const reasonOf = (raw: string, decode: "text" | "logical" | "date" | "amount"): string => {
    try {
      decodeValue(raw, decode, decode === "text" ? "name" : decode === "logical" ? "bool" : "money");
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("is said in the window's language, as the reading of Tally words it", () => {
    expect(sayReason(reasonOf("y".repeat(460), "text"), sayIn("en"))).toBe(
      "the text has 460 characters; at most 450 can be stored",
    );
    expect(sayReason(reasonOf("perhaps", "logical"), sayIn("en"))).toBe("“perhaps” cannot be read here");
    for (const reason of [
      reasonOf("y".repeat(460), "text"),
      reasonOf("perhaps", "logical"),
      reasonOf("some day", "date"),
      reasonOf("ten rupees", "amount"),
    ]) {
      expect(sayReason(reason, sayIn("hi"))).toMatch(/[\u0900-\u097F]/);
    }
  });

  it("is told as it is kept where nothing better is known", () => {
    expect(sayReason("a line came without its beginning", sayIn("hi"))).toBe(
      "a line came without its beginning",
    );
  });
});
