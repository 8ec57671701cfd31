import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dictionaryText } from "../../../scripts/dictionary/dictionary-text.ts";
import { controlTables } from "../../../src-main/destination/control-definitions.ts";
import { controlDocs } from "../../../src-main/destination/control-docs.ts";

describe("docs/data-dictionary.md", () => {
  it("is what `npm run dictionary` writes now", () => {
    const written = readFileSync(new URL("../../../docs/data-dictionary.md", import.meta.url), "utf8");
    expect(written.replaceAll("\r\n", "\n")).toBe(dictionaryText());
  });

  it("explains every column of the control tables, and no other", () => {
    const made = Object.fromEntries(
      controlTables().map(({ name, columns }) => [name, columns.map((column) => column.name).toSorted()]),
    );
    const explained = Object.fromEntries(
      Object.entries(controlDocs).map(([name, { columns }]) => [name, Object.keys(columns).toSorted()]),
    );
    expect(explained).toEqual(made);
  });
});
