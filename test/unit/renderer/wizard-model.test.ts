import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { databaseChoiceSchema, defaultPorts, wizardSteps } from "../../../src-main/contract/app-settings.ts";
import type { DatabaseChoice } from "../../../src-main/contract/app-settings.ts";
import type { FoundTally } from "../../../src-main/contract/pages.ts";
import {
  choiceOf,
  draftOf,
  isSameDatabase,
  passwordOf,
  serverProducts,
  withProduct,
  wrongFields,
} from "../../../src-renderer/components/database/database-model.ts";
import {
  companiesAt,
  foundAt,
  intervalChoices,
  sayInterval,
  shownStepOf,
  stepBefore,
  summariseLoad,
  summariseSearch,
  typedAddress,
} from "../../../src-renderer/pages/wizard/wizard-model.ts";
import { allVerified, empty, firstLoad } from "../../renderer-preview/sample-states.ts";

const company = {
  key: "g:1",
  name: "Sharma",
  companyNumber: "1",
  booksFrom: "2019-04-01",
  isGroupCompany: false,
};

function found(sight: FoundTally["sight"], port = 9000): FoundTally {
  const url = `http://localhost:${port}`;
  if (sight === "answers") return { url, sight, companies: [company], error: null };
  return { url, sight, companies: [], error: { code: "SOURCE_NOT_RUNNING", details: {}, technical: "" } };
}

describe("finding Tally", () => {
  test("what stands in the way is told apart, the best that was found first", () => {
    expect(summariseSearch(null).kind).toBe("searching");
    expect(summariseSearch([]).kind).toBe("notRunning");
    expect(summariseSearch([found("notRunning")]).kind).toBe("notRunning");
    expect(summariseSearch([found("notTally"), found("notRunning")]).kind).toBe("notTally");
    expect(summariseSearch([found("notTally"), found("busy")]).kind).toBe("busy");
    expect(summariseSearch([found("busy"), found("noCompany")]).kind).toBe("noCompany");
    const best = summariseSearch([found("noCompany"), found("answers", 9001), found("notTally")]);
    expect(best).toEqual({ kind: "found", tallies: [found("answers", 9001)] });
  });

  test("an address is taken as people type it", () => {
    expect(typedAddress(" 192.168.1.20:9000 ")).toBe("http://192.168.1.20:9000");
    expect(typedAddress("http://tally-pc:9001")).toBe("http://tally-pc:9001");
    expect(typedAddress("  ")).toBeNull();
  });

  test("a typed address is what is told about, also where another Tally answers", () => {
    const both = [found("notTally", 9005), found("answers")];
    expect(summariseSearch(foundAt(both, "http://127.0.0.1:9005")).kind).toBe("notTally");
    expect(summariseSearch(foundAt(both, null)).kind).toBe("found");
  });

  test("companies are those of the chosen Tally", () => {
    const other = { ...found("answers", 9001), companies: [{ ...company, key: "g:2" }] };
    expect(companiesAt([found("answers"), other], "http://127.0.0.1:9001")[0]?.key).toBe("g:2");
    expect(companiesAt([found("answers")], "http://elsewhere:9000")[0]?.key).toBe("g:1");
    expect(companiesAt([found("noCompany")], "http://localhost:9000")).toEqual([]);
  });
});

describe("the steps", () => {
  test("each leads back to the one before; a finished wizard begins anew", () => {
    expect(stepBefore("findTally")).toBeNull();
    expect(stepBefore("firstLoad")).toBe("schedule");
    expect(wizardSteps.map(shownStepOf)).not.toContain("done");
    expect(shownStepOf("done")).toBe("findTally");
  });

  test("intervals are said in the largest whole unit; an unusual one can be kept", () => {
    expect([1, 5, 60, 90, 120].map((minutes) => sayInterval(minutes, "en"))).toEqual([
      "1 minute",
      "5 minutes",
      "1 hour",
      "90 minutes",
      "2 hours",
    ]);
    expect(intervalChoices(7)).toContain(7);
    expect(intervalChoices(5)).toHaveLength(new Set(intervalChoices(5)).size);
  });

  test("the first load is over once every open company has been read", () => {
    expect(summariseLoad(empty).kind).toBe("starting");
    expect(summariseLoad(firstLoad)).toEqual({ kind: "loading", done: 1, total: 3 });
    expect(summariseLoad(allVerified)).toEqual({ kind: "done", total: 3 });
  });
});

describe("the place of the data", () => {
  const server: DatabaseChoice = {
    product: "postgres",
    host: "srv-db",
    port: 5432,
    database: "replica",
    user: "books",
    schema: "tally",
    ssl: "require",
    instance: "",
    isTrusted: false,
  };

  test("what is stored comes back from the form as it was", () => {
    for (const choice of [server, { product: "sqlite", path: "D:\\Books\\a.sqlite" } as const]) {
      expect(choiceOf(draftOf(choice))).toEqual(choice);
      expect(isSameDatabase(choiceOf(draftOf(choice)), choice)).toBe(true);
    }
    expect(isSameDatabase(server, { ...server, port: 5433 })).toBe(false);
    expect(isSameDatabase(server, { product: "sqlite", path: "" })).toBe(false);
  });

  test("a form without a wrong field is always accepted by the program", () => {
    const anyText = fc.string({ maxLength: 40 });
    const anyDraft = fc.record({
      product: fc.constantFrom(...serverProducts),
      host: anyText,
      port: fc.oneof(fc.integer({ min: -5, max: 99_999 }).map(String), anyText),
      database: anyText,
      user: anyText,
      schema: anyText,
      instance: anyText,
      isTrusted: fc.boolean(),
    });
    fc.assert(
      fc.property(anyDraft, (changes) => {
        const draft = { ...draftOf(server), ...changes };
        fc.pre(wrongFields(draft).length === 0);
        expect(databaseChoiceSchema.safeParse(choiceOf(draft)).success).toBe(true);
      }),
    );
  });

  test("what is missing is named", () => {
    const draft = { ...draftOf(server), host: " ", port: "70000", database: "", user: "" };
    expect(wrongFields(draft)).toEqual(["host", "port", "database", "user"]);
    expect(wrongFields({ ...draft, product: "mssql", isTrusted: true })).not.toContain("user");
    expect(wrongFields(draftOf({ product: "sqlite", path: "" }))).toEqual([]);
  });

  test("an untouched port follows the product, a typed one stays", () => {
    expect(withProduct(draftOf(server), "mysql").port).toBe(String(defaultPorts.mysql));
    expect(withProduct({ ...draftOf(server), port: "6000" }, "mysql").port).toBe("6000");
  });

  test("an empty password keeps the stored one", () => {
    expect(passwordOf(draftOf(server), true)).toBeNull();
    expect(passwordOf(draftOf(server), false)).toBe("");
    expect(passwordOf({ ...draftOf(server), password: "secret" }, true)).toBe("secret");
  });
});
