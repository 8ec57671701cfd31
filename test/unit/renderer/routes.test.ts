import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Route } from "../../../src-main/contract/channels.ts";
import { formatRoute, parseRoute } from "../../../src-renderer/routes.ts";

const someText = fc.string({ minLength: 1, unit: "grapheme" });

const anyRoute: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>({ page: "companies" }, { page: "wizard" }, { page: "settings" }),
  someText.map((company): Route => ({ page: "company", company })),
  someText.map((company): Route => ({ page: "problems", company })),
  fc.tuple(someText, someText).map(([company, runId]): Route => ({ page: "activity", company, runId })),
  fc
    .constantFrom("tally", "database", "schedule", "notifications", "data", "fields", "help")
    .map((section): Route => ({ page: "settings", section: section as "tally" })),
);

test("every route comes back from its address", () => {
  fc.assert(
    fc.property(anyRoute, (route) => {
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }),
  );
});

test("an address nobody knows leads to the companies", () => {
  for (const hash of ["", "#", "#/", "#/nowhere", "#/company/", "#/company"]) {
    expect(parseRoute(hash)).toEqual({ page: "companies" });
  }
  expect(parseRoute("#/settings/nowhere")).toEqual({ page: "settings" });
  expect(parseRoute("#/company/%E0%A4%A")).toEqual({ page: "company", company: "%E0%A4%A" });
});
