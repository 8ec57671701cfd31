import { describe, expect, it } from "vitest";
import type { Problem } from "../../../src-main/contract/pages.ts";
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
