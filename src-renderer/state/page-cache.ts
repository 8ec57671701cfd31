/** Which pages of a long list are known and which are wanted; nothing here knows of React. */

export const pageRows = 100;

export interface PageCache<Row> {
  readonly pages: ReadonlyMap<number, readonly Row[]>;
  /** Rows of the whole list; null before the first page, or where counting takes too long. */
  readonly total: number | null;
}

export function emptyPages<Row>(): PageCache<Row> {
  return { pages: new Map(), total: null };
}

/** Pages that hold rows first to last (both included) and are not known yet. */
export function missingPages(
  { pages, total }: PageCache<unknown>,
  first: number,
  last: number,
): readonly number[] {
  const end = total === null ? last : Math.min(last, total - 1);
  const missing: number[] = [];
  for (let page = Math.floor(Math.max(first, 0) / pageRows); page * pageRows <= end; page += 1) {
    if (!pages.has(page)) missing.push(page);
  }
  return missing;
}

/** Far pages are forgotten, so that scrolling through 100,000 rows does not keep them all. */
const mostPages = 20;

export function addPage<Row>(
  cache: PageCache<Row>,
  page: number,
  rows: readonly Row[],
  total: number | null,
): PageCache<Row> {
  const pages = new Map(cache.pages);
  pages.set(page, rows);
  const far = [...pages.keys()].toSorted((one, other) => Math.abs(other - page) - Math.abs(one - page));
  for (const each of far.slice(0, Math.max(0, pages.size - mostPages))) pages.delete(each);
  return { pages, total: total ?? estimateTotal(cache.total, page, rows.length) };
}

/** Without a count the list ends with the first page that is not full, and goes on otherwise. */
function estimateTotal(known: number | null, page: number, rows: number): number {
  const end = page * pageRows + rows;
  return rows < pageRows ? end : Math.max(known ?? 0, end + 1);
}

export function rowAt<Row>({ pages }: PageCache<Row>, index: number): Row | null {
  return pages.get(Math.floor(index / pageRows))?.[index % pageRows] ?? null;
}
