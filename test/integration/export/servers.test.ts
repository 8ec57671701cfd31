import Database from "better-sqlite3";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { systemClock } from "../../../src-main/contract/clock.ts";
import type { RowFilter, RowQuery, RowValues } from "../../../src-main/contract/rows.ts";
import { listSources, readViewPage, streamRows } from "../../../src-main/destination/browse.ts";
import { copyCompanies } from "../../../src-main/destination/copy.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { exportRows } from "../../../src-main/export/export-rows.ts";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { createMssqlDatabase } from "../../contract/mssql-server.ts";
import { startPostgres } from "../../contract/postgres-server.ts";
import { startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

let trial: Trial;
let folder: string;

beforeAll(async () => {
  trial = await startTrial({ vouchers: 120 });
  await trial.sync();
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-export-servers-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await trial[Symbol.asyncDispose]();
});

const view = (name: string, changes: Partial<RowQuery> = {}): RowQuery => ({
  source: { kind: "view", name },
  companyId: null,
  search: "",
  filters: [],
  sort: null,
  ...changes,
});

type Row = Readonly<Record<string, string | number | null>>;

/** What a question must answer, by reading every row of the view with SQLite alone. */
interface Question {
  readonly title: string;
  readonly query: RowQuery;
  readonly fits: (row: Row) => boolean;
}

const dayBook = (title: string, filters: readonly RowFilter[], fits: Question["fits"]): Question => ({
  title,
  query: view("v_day_book", { filters }),
  fits,
});

const text = (value: string | number | null | undefined): string => String(value ?? "");

const questions: readonly Question[] = [
  dayBook("a text", [{ column: "base_type", equals: "Sales" }], (row) => row["base_type"] === "Sales"),
  dayBook("part of a text, whatever the case", [{ column: "party", contains: "RAT impex" }], (row) =>
    text(row["party"]).toLowerCase().includes("rat impex"),
  ),
  dayBook("signs that a pattern would take for its own", [{ column: "narration", contains: "%" }], (row) =>
    text(row["narration"]).includes("%"),
  ),
  dayBook("what is empty", [{ column: "party", equals: "" }], (row) => row["party"] === ""),
  dayBook("amounts", [{ column: "amount", from: "1000.5", to: "20000" }], (row) => {
    const amount = row["amount"];
    return typeof amount === "number" && amount >= 1000.5 && amount <= 20_000;
  }),
  dayBook("no amount", [{ column: "amount", equals: "" }], (row) => row["amount"] === null),
  dayBook(
    "days",
    [{ column: "date", from: "2025-06-01", to: "2025-12-31" }],
    (row) => text(row["date"]) >= "2025-06-01" && text(row["date"]) <= "2025-12-31",
  ),
  dayBook("flags", [{ column: "is_cancelled", equals: "true" }], (row) => row["is_cancelled"] === 1),
  dayBook(
    "several columns",
    [
      { column: "base_type", equals: "Receipt" },
      { column: "amount", from: "5000" },
    ],
    (row) => row["base_type"] === "Receipt" && Number(row["amount"]) >= 5000,
  ),
  {
    title: "words anywhere",
    query: view("v_day_book", { search: "sALES  peña" }),
    fits: (row) =>
      ["sales", "peña"].every((word) =>
        ["company_name", "type", "number", "party", "narration", "base_type"].some((column) =>
          text(row[column]).toLowerCase().includes(word),
        ),
      ),
  },
];

interface Answers {
  readonly title: string;
  readonly found: readonly unknown[];
  readonly total: number | null;
}

function expectedAnswers(): readonly Answers[] {
  const database = new Database(trial.file, { readonly: true });
  const all = database.prepare("select * from v_day_book order by date, master_id").all() as readonly Row[];
  database.close();
  return questions.map(({ title, fits }) => {
    const found = all.filter(fits).map((row) => row["voucher_guid"]);
    if (found.length === 0) throw new RangeError(`the books answer nothing to "${title}"`);
    return { title, found, total: found.length };
  });
}

async function askAll(destination: Destination): Promise<readonly Answers[]> {
  const answers: Answers[] = [];
  for (const { title, query } of questions) {
    const { columns, rows, total } = await readViewPage(destination, { ...query, offset: 0, limit: 500 });
    const guid = columns.findIndex(({ name }) => name === "voucher_guid");
    answers.push({ title, found: rows.map((row) => row[guid]), total });
  }
  return answers;
}

const byDebit = view("v_ledger_statement", { sort: { column: "debit", isDescending: true } });

async function readWhole(destination: Destination): Promise<readonly RowValues[]> {
  const whole: RowValues[] = [];
  for await (const batch of streamRows(destination, byDebit, 7).batches) whole.push(...batch);
  return whole;
}

async function readInPages(destination: Destination, rows: number): Promise<readonly RowValues[]> {
  const paged: RowValues[] = [];
  for (let offset = 0; offset < rows; offset += 100) {
    const page = await readViewPage(destination, { ...byDebit, offset, limit: 100, isCounted: false });
    paged.push(...page.rows);
  }
  return paged;
}

function debitsOf(rows: readonly RowValues[]): readonly number[] {
  const columns = listSources().find(({ source }) => source.name === "v_ledger_statement")?.columns ?? [];
  const debit = columns.findIndex(({ name }) => name === "debit");
  return rows.map((row) => Number(row[debit]));
}

/** Everything there is, as CSV, under the names of the database. */
async function exportAll(destination: Destination, product: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { source } of listSources()) {
    const file = path.join(folder, `${product}-${source.name}.csv`);
    await exportRows({
      destination,
      query: { ...view(source.name), source, includeDeleted: true },
      format: "csv",
      file,
      mayOverwrite: false,
      language: "en",
      programVersion: "0.0.0-test",
      clock: systemClock,
      header: "names",
      signal: new AbortController().signal,
    });
    texts.set(source.name, readFileSync(file, "utf8"));
  }
  return texts;
}

/** Leaving in the middle lets go of the connection; there are only a few. Counts what the first batches held. */
async function leaveEarly(destination: Destination): Promise<readonly number[]> {
  const sizes: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    for await (const batch of streamRows(destination, view("v_ledger_statement"), 5).batches) {
      sizes.push(batch.length);
      break;
    }
  }
  await destination.now();
  return sizes;
}

/** Averages may differ in their last digit, as products divide differently: only their number of rows is compared. */
const averaged = new Set(["v_stock_summary", "v_gst_summary"]);

function comparable(texts: ReadonlyMap<string, string>): readonly unknown[] {
  return [...texts].map(([name, text]) => [name, averaged.has(name) ? text.split("\r\n").length : text]);
}

async function expectAnswers(destination: Destination): Promise<void> {
  expect(await askAll(destination)).toEqual(expectedAnswers());
  const whole = await readWhole(destination);
  expect(debitsOf(whole)).toEqual(debitsOf(whole).toSorted((left, right) => right - left));
  expect(await readInPages(destination, whole.length)).toEqual(whole);
  expect(await leaveEarly(destination)).toEqual([5, 5, 5, 5, 5, 5]);
}

async function fill(destination: Destination): Promise<void> {
  await destination.prepare(streams, "0.0.0-test");
  await copyCompanies(trial.destination, destination, { streams });
}

interface OnServer {
  readonly own: readonly unknown[];
  readonly theirs: readonly unknown[];
}

async function exportOnServer(
  { location, drop }: Awaited<ReturnType<typeof createMssqlDatabase>>,
  product: string,
): Promise<OnServer> {
  try {
    await using destination = await openDestination(location);
    await fill(destination);
    await expectAnswers(destination);
    return {
      own: comparable(await exportAll(trial.destination, `sqlite-for-${product}`)),
      theirs: comparable(await exportAll(destination, product)),
    };
  } finally {
    await drop();
  }
}

describe("rows are found, ordered and exported alike", () => {
  it("on SQLite as read row by row", async () => {
    await expectAnswers(trial.destination);
    expect((await exportAll(trial.destination, "sqlite")).size).toBe(listSources().length);
  });

  it("on PostgreSQL", async () => {
    await using server = await startPostgres();
    const { own, theirs } = await exportOnServer(await server.createDatabase(), "postgres");
    expect(theirs).toEqual(own);
  });

  it("on MariaDB", async () => {
    await using server = await startMariadb();
    const { own, theirs } = await exportOnServer(await server.createDatabase(), "mariadb");
    expect(theirs).toEqual(own);
  });

  const mssql = process.env["TEST_MSSQL_URL"] ?? "";
  it("on SQL Server", async ({ skip }) => {
    skip(mssql === "", "TEST_MSSQL_URL names no SQL Server");
    const { own, theirs } = await exportOnServer(await createMssqlDatabase(mssql), "mssql");
    expect(theirs).toEqual(own);
  });
});
