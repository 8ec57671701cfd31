import { expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { entityTables } from "../../../src-main/contract/tables.ts";

it("the window offers every table of the catalog", () => {
  expect(entityTables).toEqual(streams.map(({ name }) => name));
});
