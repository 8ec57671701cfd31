import type { Locator, Page } from "@playwright/test";
import type { SampleTally } from "../../src-main/sample-tally/index.ts";
import { expect, test } from "./support/fixture.ts";
import type { Launcher } from "./support/fixture.ts";
import {
  addChanges,
  addRuns,
  addVouchers,
  beginWatching,
  endWatching,
  readPageMemory,
} from "./support/long-lists.ts";
import { goTo, takeScreenshot } from "./support/pages.ts";
import { ask, isAtRest, quit, settingsFor, startProduct, waitForState } from "./support/product.ts";
import type { Product } from "./support/product.ts";
import { openDatabase } from "./support/rich-books.ts";

/**
 * A list of 100,000 rows is a database's own, with the window as it ships. How long a frame takes is printed and never
 * judged: the stand-in and a busy machine are many times slower than Electron on a PC.
 */

const count = 100_000;
/** What a window shows at once, and a few beyond its edges. */
const mostRows = 80;

interface Long {
  readonly product: Product;
  readonly company: string;
  readonly rows: { readonly runs: number; readonly changes: number; readonly vouchers: number };
}

/** A program with so many runs, changes and vouchers; it is paused, so that none of them is looked at. */
async function startLong(launcher: Launcher, sample: SampleTally): Promise<Long> {
  const first = await startProduct(launcher, { settings: settingsFor(sample.url) });
  await waitForState(first.page(), isAtRest);
  sample.company().masters.rename("LEDGER", "Cash", "Petty cash");
  await ask(first.page(), "agent.syncNow", { company: null });
  await expect
    .poll(async () => (await ask(first.page(), "changes.page", everyChange)).total)
    .toBeGreaterThan(0);
  const { companies } = await waitForState(first.page(), isAtRest);
  await quit(first);
  const database = openDatabase(first.home);
  addRuns(database, count);
  addChanges(database, count);
  addVouchers(database, count);
  const rowsIn = (table: string): number =>
    database.prepare(`select count(*) from ${table}`).pluck().get() as number;
  const rows = { runs: rowsIn("sync_runs"), changes: rowsIn("change_log"), vouchers: rowsIn("v_day_book") };
  database.close();
  const settings = settingsFor(sample.url, { pausedUntil: "untilResumed" });
  const product = await startProduct(launcher, { home: first.home, settings });
  await waitForState(product.page(), ({ phase, companies: all }) => phase === "paused" && all.length === 1);
  return { product, company: companies[0]?.key ?? "", rows };
}

const everyChange = { company: null, search: "", offset: 0, limit: 1 };

async function scrollBy(page: Page, table: Locator, turns: number): Promise<void> {
  await table.hover();
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, 600);
}

/** Takes the bar on the right and pulls it down, as people do who look for something old. */
async function dragToEnd(page: Page, table: Locator): Promise<void> {
  const box = (await table.boundingBox())!;
  const [bar, top, bottom] = [box.x + box.width - 8, box.y + 24, box.y + box.height];
  await page.mouse.move(bar, top);
  await page.mouse.down();
  for (let step = 1; step <= 40; step += 1) await page.mouse.move(bar, top + ((bottom - top) * step) / 40);
  await page.mouse.move(bar, bottom + 40);
  await page.mouse.up();
}

interface Expected {
  readonly what: string;
  /** Of the newest and of the oldest row. */
  readonly first: RegExp;
  readonly last: RegExp;
  readonly rows: number;
}

/** By wheel, by the bar, by the keys: the rows that are there are few, and the right ones. */
async function scrollThrough(page: Page, table: Locator, expected: Expected): Promise<void> {
  const { what, first, last, rows } = expected;
  const lastRow = table.locator(`[aria-rowindex="${rows + 1}"]`);
  await expect(table).toHaveAttribute("aria-rowcount", String(rows + 1));
  await expect(table.locator('[aria-rowindex="2"]')).toHaveText(first);
  const before = await readPageMemory(page);
  await beginWatching(page);
  await scrollBy(page, table, 60);
  await expect(table.locator('[aria-rowindex="2"]')).toHaveCount(0);
  await dragToEnd(page, table);
  await expect(lastRow).toHaveText(last);
  await takeScreenshot(page, `long-${what}-end-light-100`);
  await table.focus();
  await page.keyboard.press("Home");
  await expect(table.locator('[aria-rowindex="2"]')).toHaveText(first);
  await page.keyboard.press("End");
  await expect(lastRow).toHaveText(last);
  await page.keyboard.press("PageUp");
  await expect(table.getByText("…", { exact: true })).toHaveCount(0);
  const scrolled = await endWatching(page);
  const after = await readPageMemory(page);
  console.log(
    `${what}, ${rows} rows: longest frame ${scrolled.longestFrameMs.toFixed(0)} ms of ${scrolled.frames}, ` +
      `${scrolled.longTasks} tasks over 50 ms, the longest ${scrolled.longestTaskMs.toFixed(0)} ms, ` +
      `at most ${scrolled.mostRows} rows at once, page ${before.toFixed(1)} MB, after it ${after.toFixed(1)} MB`,
  );
  expect(scrolled.mostRows).toBeLessThan(mostRows);
}

test("100,000 runs, changes and vouchers are scrolled from end to end", async ({ launcher, startTally }) => {
  const sample = await startTally({ vouchers: 60 });
  const { product, company, rows } = await startLong(launcher, sample);
  const page = product.page();

  await goTo(page, { name: "runs", hash: "#/activity", tab: 0 });
  await scrollThrough(page, page.getByRole("table", { name: "Runs, newest first" }), {
    what: "runs",
    first: /2026|20[3-9]\d/,
    last: /01-Jan-2020.*Stopped/,
    rows: rows.runs,
  });

  await goTo(page, { name: "changes", hash: "#/activity", tab: 1 });
  await scrollThrough(page, page.getByRole("table", { name: "Changes, newest first" }), {
    what: "changes",
    first: /Petty cash|Cash/,
    last: /01-Jan-2020, 00:01.*Copy 1/,
    rows: rows.changes,
  });

  const hash = `#/company/${encodeURIComponent(company)}`;
  await goTo(page, { name: "data", hash, tab: 2 });
  await scrollThrough(page, page.getByRole("table", { name: /^Rows of/ }), {
    what: "data",
    first: /Copy 1(?!\d)/,
    last: /\d/,
    rows: rows.vouchers,
  });
});
