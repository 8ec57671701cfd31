import { describe, expect, test } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import type { Field, ListReading } from "../../../src-main/catalog/stream.ts";
import {
  attributes,
  constructs,
  evidenceSources,
  fieldTypes,
  functions,
  lists,
  methodEvidence,
  objectTypes,
  systemNames,
  type Evidence,
} from "../../../src-main/catalog/tdl-evidence.ts";

function fieldsBelow(list: ListReading): readonly Field[] {
  return [...list.fields, ...(list.lists ?? []).flatMap(fieldsBelow)];
}

function listsBelow(list: ListReading): readonly ListReading[] {
  return [list, ...(list.lists ?? []).flatMap(listsBelow)];
}

const allFields = streams.flatMap((stream) => [...stream.fields, ...stream.lists.flatMap(fieldsBelow)]);
const allLists = streams.flatMap((stream) => stream.lists.flatMap(listsBelow));

/** With the contents of texts blanked, so that nothing inside quotes is taken for TDL. */
const expressions = [
  ...streams.map(({ filter }) => filter),
  ...allFields.flatMap(({ expression, invisible }) => [expression, invisible ?? ""]),
  ...allLists.map(({ when }) => when),
]
  .filter((text) => text !== "")
  .map((text) => text.replace(/"[^"]*"/g, '""'));

function found(pattern: RegExp): ReadonlySet<string> {
  return new Set(expressions.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? "")));
}

/** What is used without evidence, evidenced without use, and evidenced twice. */
function compare(used: ReadonlySet<string>, evidence: readonly Evidence[]) {
  const listed = evidence.map(({ name }) => name);
  const fromCatalog = evidence.filter(({ isForRequests }) => isForRequests !== true);
  return {
    unlisted: [...used].filter((name) => !listed.includes(name)).toSorted(),
    unused: fromCatalog.map(({ name }) => name).filter((name) => !used.has(name)),
    twice: listed.filter((name, index) => listed.indexOf(name) < index),
  };
}

const same = { unlisted: [], unused: [], twice: [] };

const lookUps = found(/(?<!\$)\$[A-Za-z]\w*:([A-Z][A-Za-z]*):\$/g);

describe("evidence", () => {
  test("covers every function, and names none that is not used", () => {
    expect(compare(found(/\$\$(\w+)/g), functions)).toEqual(same);
  });

  test("covers every object type", () => {
    expect(compare(new Set([...streams.map(({ tallyType }) => tallyType), ...lookUps]), objectTypes)).toEqual(
      same,
    );
  });

  test("covers every list that is walked or counted", () => {
    expect(
      compare(new Set([...allLists.map(({ list }) => list), ...found(/\$\$NumItems:(\w+)/g)]), lists),
    ).toEqual(same);
  });

  test("covers every reserved word", () => {
    expect(compare(found(/\$\$(?:SysName|IsSysNameEqual):(\w+)/g), systemNames)).toEqual(same);
  });

  test("covers every TYPE of a field", () => {
    expect(
      compare(new Set(allFields.flatMap(({ type }) => (type === undefined ? [] : [type]))), fieldTypes),
    ).toEqual(same);
  });

  test("covers every method", () => {
    const lists_ = new Set(lists.map(({ name }) => name));
    const used = new Set(
      [...found(/(?<!\$)\$(?:\.\.)?(_?[A-Za-z]\w*)/g), ...found(/\]\.([A-Za-z]\w*)/g)].filter(
        (name) => !lists_.has(name),
      ),
    );
    expect(
      compare(
        used,
        methodEvidence.filter(({ name }) => !lists_.has(name)),
      ),
    ).toEqual(same);
  });

  test("covers every way of writing, and each of them is used", () => {
    for (const { name, pattern } of constructs)
      expect
        .soft(
          expressions.some((text) => pattern.test(text)),
          name,
        )
        .toBe(true);
  });

  test("names a source that is explained, and a confidence, for everything", () => {
    for (const evidence of [
      ...functions,
      ...objectTypes,
      ...lists,
      ...systemNames,
      ...fieldTypes,
      ...attributes,
      ...constructs,
      ...methodEvidence,
    ]) {
      expect.soft(evidence.sources.length, evidence.name).toBeGreaterThan(0);
      for (const source of evidence.sources) expect.soft(Object.keys(evidenceSources)).toContain(source);
    }
  });
});

describe("expressions", () => {
  /** Functions, methods, look-ups, numbers, texts and the words and signs that are evidenced; nothing else. */
  const token =
    /\$\$\w+|\$(?:\.\.)?_?[A-Za-z]\w*(?:\[(?:First|Last|\d)\]\.[A-Za-z]\w*)*|""|\d+|[()]|>=|[=>:]|-(?=\$)|\b(?:if|then|else|and|or|not)\b|(?<=:)[A-Za-z]\w*| /giy;

  test("are made of evidenced parts only", () => {
    for (const text of expressions) {
      token.lastIndex = 0;
      while (token.lastIndex < text.length) {
        const at = token.lastIndex;
        if (token.test(text)) continue;
        expect.fail(`'${text.slice(at, at + 30)}' in ${text}`);
      }
    }
  });

  test("have no blank in an argument, balanced brackets and no operator behind a bare look-up", () => {
    for (const text of expressions) {
      expect.soft(text).not.toMatch(/: | :/);
      expect.soft(text).not.toMatch(/(?<!\$)\$[A-Za-z]\w*:[A-Z][A-Za-z]*:\$\w+ /);
      expect.soft(text.split("(").length, text).toBe(text.split(")").length);
    }
  });

  test("hold nothing that a formula cannot say: no line break, no quote inside a text", () => {
    for (const { expression, invisible } of allFields)
      for (const text of [expression, invisible ?? ""]) {
        expect.soft(text).not.toMatch(/[\r\n]/);
        expect.soft((text.match(/"/g) ?? []).length % 2).toBe(0);
      }
  });
});
