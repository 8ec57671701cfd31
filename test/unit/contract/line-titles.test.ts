import { expect, test } from "vitest";
import { tables as catalogTables } from "../../../src-main/catalog/index.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";

const names = catalogTables().map(({ name }) => name);

test.each(names)("table %s has a title in both languages", (table) => {
  const { en, hi } = titlesOfSource(table);
  expect(en).toMatch(/^[A-Z]/);
  expect(hi).toMatch(/[\u0900-\u097F]/);
});
