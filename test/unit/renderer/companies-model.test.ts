import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { companyStandings } from "../../../src-main/contract/agent-state.ts";
import {
  arrangeBoard,
  boardColumns,
  choiceWithout,
  countStandings,
  firstBoardView,
  nextSort,
  reasonOf,
  sortCompanies,
  summariseFirstLoad,
} from "../../../src-renderer/pages/companies/companies-model.ts";
import { firstLoad, fortyOne, makeCompany } from "../../renderer-preview/sample-states.ts";

const names = (view: Partial<typeof firstBoardView>): readonly string[] =>
  arrangeBoard(fortyOne.companies, { ...firstBoardView, ...view }).flatMap(({ companies }) =>
    companies.map(({ name }) => name),
  );

describe("the board", () => {
  test("begins with the worst", () => {
    const [board] = arrangeBoard(fortyOne.companies, firstBoardView);
    const order = board?.companies.map(({ standing }) => companyStandings.indexOf(standing));
    expect(order).toEqual(order?.toSorted((left, right) => left - right));
    expect(board?.companies[0]?.standing).toBe("error");
  });

  test("finds by any words of the name or the number, in any case", () => {
    expect(names({ search: "TRADERS sharma" })).toEqual([
      "Sharma Traders",
      "Sharma Traders (2024)",
      "Sharma Traders (2025)",
    ]);
    expect(names({ search: "100015" })).toEqual(["श्री गणेश ट्रेडर्स"]);
    expect(names({ search: "nobody" })).toEqual([]);
  });

  test("groups by standing without losing a company", () => {
    const groups = arrangeBoard(fortyOne.companies, { ...firstBoardView, isGrouped: true });
    expect(
      groups.every((group) => group.companies.every(({ standing }) => standing === group.standing)),
    ).toBe(true);
    expect(groups.flatMap(({ companies }) => companies)).toHaveLength(41);
    const counted = countStandings(fortyOne.companies);
    expect(counted.map(({ count }) => count)).toEqual(groups.map(({ companies }) => companies.length));
  });

  test("shows one standing only, and never a company that was left out", () => {
    const companies = [makeCompany(0), makeCompany(1, { isChosen: false })];
    expect(arrangeBoard(companies, firstBoardView)[0]?.companies).toHaveLength(1);
    expect(arrangeBoard(fortyOne.companies, { ...firstBoardView, standing: "error" })).toHaveLength(1);
  });

  test("sorting by any column keeps every company and is turned round by a second click", () => {
    fc.assert(
      fc.property(fc.constantFrom(...boardColumns), fc.boolean(), (column, isDescending) => {
        const sorted = sortCompanies(fortyOne.companies, { column, isDescending });
        expect(new Set(sorted.map(({ key }) => key)).size).toBe(41);
      }),
    );
    const first = nextSort(firstBoardView.sort, "rows");
    expect(first).toEqual({ column: "rows", isDescending: true });
    expect(nextSort(first, "rows").isDescending).toBe(false);
    const rows = sortCompanies(fortyOne.companies, first).map((company) => company.rows);
    expect(rows).toEqual(rows.toSorted((left, right) => right - left));
  });
});

describe("why a company is not simply well", () => {
  test("the most pressing reason is said, in both languages", () => {
    expect(reasonOf(makeCompany(0, { heldDeletes: 1, differences: 3 }), "en")).toBe(
      "1 deletion waits for you",
    );
    expect(reasonOf(makeCompany(0, { differences: 3 }), "en")).toBe("3 figures differ from Tally");
    expect(reasonOf(makeCompany(0, { quarantined: 1200 }), "hi")).toBe("1,200 प्रविष्टियाँ अलग रखी गईं");
    expect(reasonOf(makeCompany(0), "en")).toBeNull();
  });

  test("a failed run says what failed", () => {
    const failed = fortyOne.companies.find(({ standing }) => standing === "error");
    expect(failed && reasonOf(failed, "en")).toBe("Tally does not answer");
  });
});

test("a company that is removed is left out of the choice, unless that would mean all", () => {
  expect(choiceWithout(["a", "b"], "a")).toEqual(["b"]);
  expect(choiceWithout(["a"], "a")).toBeNull();
  expect(choiceWithout([], "a")).toBeNull();
  expect(choiceWithout(["b"], "a")).toBeNull();
});

describe("the first load", () => {
  test("counts companies that are open or known, and the share of the one under way", () => {
    const summary = summariseFirstLoad(firstLoad.companies);
    expect(summary).toMatchObject({ done: 1, total: 3 });
    expect(summary?.current?.name).toBe("Bharat Agro Cold Storage LLP");
    expect(summary?.share).toBeCloseTo((1 + 0.37) / 3);
  });

  test("is over when nothing is being loaded", () => {
    expect(summariseFirstLoad(fortyOne.companies)).toBeNull();
  });
});
