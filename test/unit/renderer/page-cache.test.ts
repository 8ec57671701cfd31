import { describe, expect, it } from "vitest";
import {
  addPage,
  emptyPages,
  missingPages,
  pageRows,
  rowAt,
} from "../../../src-renderer/state/page-cache.ts";

function rows(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

describe("a long list, page by page", () => {
  it("wants the pages on screen that are not known", () => {
    const cache = addPage(emptyPages<number>(), 0, rows(0, pageRows), 950);
    expect(missingPages(cache, 0, 40)).toEqual([]);
    expect(missingPages(cache, 80, 320)).toEqual([1, 2, 3]);
    expect(missingPages(cache, 880, 2_000)).toEqual([8, 9]);
  });

  it("gives rows by their place, and nothing where a page is missing", () => {
    const cache = addPage(emptyPages<number>(), 2, rows(200, 50), 250);
    expect(rowAt(cache, 249)).toBe(249);
    expect(rowAt(cache, 250)).toBeNull();
    expect(rowAt(cache, 3)).toBeNull();
  });

  it("forgets far pages, never the newest", () => {
    let cache = emptyPages<number>();
    for (let page = 0; page < 60; page += 1) {
      cache = addPage(cache, page, rows(page * pageRows, pageRows), 6_000);
      expect(rowAt(cache, page * pageRows)).toBe(page * pageRows);
    }
    expect(cache.pages.size).toBe(20);
    expect(rowAt(cache, 0)).toBeNull();
  });

  it("finds the end by itself where nobody counted", () => {
    let cache = addPage(emptyPages<number>(), 0, rows(0, pageRows), null);
    expect(cache.total).toBe(pageRows + 1);
    cache = addPage(cache, 1, rows(pageRows, 7), null);
    expect(cache.total).toBe(pageRows + 7);
  });
});
