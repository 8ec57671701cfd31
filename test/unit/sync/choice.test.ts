import { describe, expect, it } from "vitest";
import { type Chosen, type CustomField, everything } from "../../../src-main/contract/choice.ts";
import { beginningOf, isSameChoice, narrowed, targetOf } from "../../../src-main/sync/choice.ts";

const books = { booksFrom: "2022-07-15", startingFrom: "2022-04-01" };
const field: CustomField = { name: "a", table: "ledgers", expression: "$A", type: "text" };
const stored = (chosen: Chosen) => ({ holds: chosen, wanted: chosen });

describe("the first day of the chosen years", () => {
  it.each([
    [null, null],
    ["2024-11-20", "2024-04-01"],
    ["2025-03-31", "2024-04-01"],
    ["2025-04-01", "2025-04-01"],
    // The year in which the books begin, and before.
    ["2023-03-31", null],
    ["2001-01-01", null],
  ])("of %s is %s", (from, expected) => {
    expect(beginningOf(from, books)).toBe(expected);
  });

  it("follows the company's own year", () => {
    expect(beginningOf("2024-02-10", { ...books, startingFrom: "2022-01-01" })).toBe("2024-01-01");
  });
});

describe("what a company is to hold", () => {
  const chosen: Chosen = { from: "2024-04-01", without: ["payroll"], customFields: [field] };

  it("stays as it is while nothing is asked", () => {
    expect(targetOf(stored(chosen), undefined, [field], books)).toEqual(chosen);
    expect(targetOf(stored(chosen), { choice: {} }, [field], books)).toEqual(chosen);
    expect(targetOf(stored(everything), undefined, [], books)).toEqual(everything);
  });

  it("takes only what is named", () => {
    const without = targetOf(stored(chosen), { choice: { without: [] } }, [field], books);
    expect(without).toEqual({ ...chosen, without: [] });
    expect(targetOf(stored(chosen), { choice: { from: null } }, [field], books).from).toBeNull();
  });

  it("goes on to what was wanted before it was cut off", () => {
    expect(targetOf({ holds: everything, wanted: chosen }, undefined, [field], books)).toEqual(chosen);
  });

  it("can be narrowed at once in parts and fields, never in years", () => {
    const target: Chosen = { from: "2025-04-01", without: ["budgets"], customFields: [] };
    expect(narrowed(chosen, target)).toEqual({
      from: "2024-04-01",
      without: ["payroll", "budgets"],
      customFields: [],
    });
    expect(narrowed(everything, everything)).toEqual(everything);
  });

  it("is another one with another formula, and the same in another order", () => {
    const other = { ...chosen, customFields: [{ ...field, expression: "$B" }] };
    expect(isSameChoice(chosen, other)).toBe(false);
    const one: Chosen = { ...everything, without: ["payroll", "budgets"] };
    expect(isSameChoice(one, { ...one, without: ["budgets", "payroll"] })).toBe(true);
  });
});
