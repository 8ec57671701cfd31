import type { Page } from "@playwright/test";
import type Database from "better-sqlite3";

/** Lists of 100,000 rows: made in the replica's own tables, scrolled, and measured while they are. */

function columnsOf(database: Database.Database, table: string): readonly string[] {
  return database.prepare("select name from pragma_table_info(?)").pluck().all(table) as string[];
}

/** Copies one row `count` times, with other values in some columns; `n` is the number of the copy, from 1. */
function copyRows(
  database: Database.Database,
  table: string,
  count: number,
  others: Readonly<Record<string, string>>,
): void {
  const columns = columnsOf(database, table);
  const values = columns.map((column) => others[column] ?? `"${column}"`);
  database
    .prepare(
      `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})
       insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")})
       select ${values.join(", ")} from (select * from ${table} limit 1), numbers`,
    )
    .run();
}

/** One a minute, the last copy newest, all of them before everything that is there. */
const momentOfCopy = "strftime('%Y-%m-%dT%H:%M:%fZ', '2020-01-01', '+' || n || ' minutes')";

export function addRuns(database: Database.Database, count: number): void {
  copyRows(database, "sync_runs", count, {
    run_id: "printf('2020-%08d', n)",
    started_at: momentOfCopy,
    completed_at: momentOfCopy,
    status: "case n when 1 then 'cancelled' else 'success' end",
    error_code: "''",
    error_message: "''",
  });
}

export function addChanges(database: Database.Database, count: number): void {
  copyRows(database, "change_log", count, {
    seq: "1000000 + n",
    changed_at: momentOfCopy,
    name_or_number: "'Copy ' || n",
    changes: `'{"narration":["before ' || n || '","after"]}'`,
    action: "'update'",
  });
}

/** Behind all vouchers of the books, numbered by their copy. */
export function addVouchers(database: Database.Database, count: number): void {
  copyRows(database, "vouchers", count, {
    tally_guid: "'copy-' || n",
    master_id: "5000000 + n",
    alter_id: "5000000 + n",
    date: "date('2021-01-01', '+' || (n / 100) || ' days')",
    voucher_number: "'Copy ' || n",
    is_optional: "0",
    is_deleted: "0",
  });
}

interface Scrolled {
  /** Longest pause between two frames; a person sees from about 100 ms on. */
  readonly longestFrameMs: number;
  /** Work of the page in one go of more than 50 ms, as the browser tells it. */
  readonly longTasks: number;
  readonly longestTaskMs: number;
  /** Rows that existed at once, the most of all frames. */
  readonly mostRows: number;
  readonly frames: number;
}

/** What a page does from now on, frame by frame. */
export async function beginWatching(page: Page): Promise<void> {
  await page.evaluate(`{
    const scrolled = { longestFrameMs: 0, longTasks: 0, longestTaskMs: 0, mostRows: 0, frames: 0 };
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        scrolled.longTasks += 1;
        scrolled.longestTaskMs = Math.max(scrolled.longestTaskMs, duration);
      }
    });
    observer.observe({ type: "longtask" });
    let last = performance.now();
    let isOver = false;
    const look = () => {
      if (isOver) return;
      const now = performance.now();
      scrolled.longestFrameMs = Math.max(scrolled.longestFrameMs, now - last);
      last = now;
      scrolled.frames += 1;
      scrolled.mostRows = Math.max(scrolled.mostRows, document.querySelectorAll("[role=row]").length);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    globalThis.endWatching = () => {
      isOver = true;
      observer.disconnect();
      return scrolled;
    };
  }`);
}

export async function endWatching(page: Page): Promise<Scrolled> {
  return await page.evaluate("globalThis.endWatching()");
}

/** Used by the page, in MB, after the garbage is gone. */
export async function readPageMemory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1_048_576;
}
