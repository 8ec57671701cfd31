import { expect, test } from "vitest";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { catalogTables } from "../../support/catalog-tables.ts";

const names = catalogTables().map(({ name }) => name);

test.each(names)("table %s has a title in both languages", (table) => {
  const { en, hi } = titlesOfSource(table);
  expect(en).toMatch(/^[A-Z]/);
  expect(hi).toMatch(/[\u0900-\u097F]/);
});
