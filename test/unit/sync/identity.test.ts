import { expect, it } from "vitest";
import { isNamed } from "../../../src-main/sync/identity.ts";

const company = {
  guid: "a08ff49b-6f77-4632-a16c-43069c43a8c3",
  companyNumber: "100000",
  name: 'Peña Exports "LUT"',
  booksFrom: "2025-04-01",
};

it.each([
  ['Peña Exports "LUT"', true],
  [' peña EXPORTS "lut" ', true],
  ['Pena Exports "LUT"', false],
  ["a08ff49b-6f77-4632-a16c-43069c43a8c3", true],
  ["A08FF49B-6F77-4632-A16C-43069C43A8C3", true],
  ["A08FF49B-6f77-4632-a16c-43069c43a8c3:100000 ", true],
  ["a08ff49b-6f77-4632-a16c-43069c43a8c3:100001", false],
  ["", false],
])("a person who writes %j means the company: %s", (wanted, isMeant) => {
  expect(isNamed(company, wanted)).toBe(isMeant);
});
