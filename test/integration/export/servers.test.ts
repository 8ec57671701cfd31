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

/** Each question and each order, asked of one database. */
async function askAll(destination: Destination): Promise<void> {
  const database = new Database(trial.file, { readonly: true });
  const all = database.prepare("select * from v_day_book order by date, master_id").all() as readonly Row[];
  for (const { title, query, fits } of questions) {
    const page = await readViewPage(destination, { ...query, offset: 0, limit: 500 });
    const expected = all.filter(fits).map((row) => row["voucher_guid"]);
    const guid = page.columns.findIndex(({ name }) => name === "voucher_guid");
    expect(expected.length, `${title}: finds something`).toBeGreaterThan(0);
    expect(
      page.rows.map((row) => row[guid]),
      title,
    ).toEqual(expected);
    expect(page.total, title).toBe(expected.length);
  }
  database.close();
  await askInPages(destination);
}

async function askInPages(destination: Destination): Promise<void> {
  const query = view("v_ledger_statement", { sort: { column: "debit", isDescending: true } });
  const whole: RowValues[] = [];
  for await (const batch of streamRows(destination, query, 7).batches) whole.push(...batch);
  const paged: RowValues[] = [];
  for (let offset = 0; offset < whole.length; offset += 100) {
    const page = await readViewPage(destination, { ...query, offset, limit: 100, isCounted: false });
    expect(page.total).toBeNull();
    paged.push(...page.rows);
  }
  expect(paged).toEqual(whole);
  const debit = listSources()
    .find(({ source }) => source.name === "v_ledger_statement")
    ?.columns.findIndex(({ name }) => name === "debit");
  const debits = whole.map((row) => Number(row[debit ?? 0]));
  expect(debits).toEqual(debits.toSorted((left, right) => right - left));
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

/** Leaving in the middle lets go of the connection; there are only a few. */
async function leaveEarly(destination: Destination): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    for await (const batch of streamRows(destination, view("v_ledger_statement"), 5).batches) {
      expect(batch).toHaveLength(5);
      break;
    }
  }
  expect(await destination.now()).toMatch(/Z$/);
}

async function compareWithSqlite(destination: Destination, product: string): Promise<void> {
  await destination.prepare(streams, "0.0.0-test");
  await copyCompanies(trial.destination, destination, { streams });
  await askAll(destination);
  await leaveEarly(destination);
  const own = await exportAll(trial.destination, `sqlite-for-${product}`);
  const theirs = await exportAll(destination, product);
  // Rows that differ in a last digit of an average are the views' own matter; all else is the same text.
  for (const [name, text] of own) {
    if (name === "v_stock_summary" || name === "v_gst_summary") {
      expect(theirs.get(name)?.split("\r\n").length, name).toBe(text.split("\r\n").length);
    } else expect(theirs.get(name), name).toBe(text);
  }
}

describe("rows are found, ordered and exported alike", () => {
  it("on SQLite as read row by row", async () => {
    await askAll(trial.destination);
    await leaveEarly(trial.destination);
  });

  it("on PostgreSQL", async () => {
    await using server = await startPostgres();
    const { location, drop } = await server.createDatabase();
    try {
      await using destination = await openDestination(location);
      await compareWithSqlite(destination, "postgres");
    } finally {
      await drop();
    }
  });

  it("on MariaDB", async () => {
    await using server = await startMariadb();
    const { location, drop } = await server.createDatabase();
    try {
      await using destination = await openDestination(location);
      await compareWithSqlite(destination, "mariadb");
    } finally {
      await drop();
    }
  });

  const mssql = process.env["TEST_MSSQL_URL"] ?? "";
  it.runIf(mssql !== "")("on SQL Server", async () => {
    const { location, drop } = await createMssqlDatabase(mssql);
    try {
      await using destination = await openDestination(location);
      await compareWithSqlite(destination, "mssql");
    } finally {
      await drop();
    }
  });
});
