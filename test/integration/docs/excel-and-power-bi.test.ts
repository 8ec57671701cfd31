import Database from "better-sqlite3";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { copyCompanies } from "../../../src-main/destination/copy.ts";
import type { ServerLocation } from "../../../src-main/destination/database-url.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { queryMysql, startMariadb } from "../../contract/mariadb-server.ts";
import { createMssqlDatabase, queryMssql } from "../../contract/mssql-server.ts";
import { queryPostgres, startPostgres } from "../../contract/postgres-server.ts";
import { startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

/** The texts as they stand in the guide: what a person would paste. */
const guide = readFileSync(path.resolve(import.meta.dirname, "../../../docs/excel-and-power-bi.md"), "utf8");
const questions = [...guide.matchAll(/^### \d+\. (.*)$\n\n```sql\n([\s\S]*?)```/gm)].map(
  ([, title = "", text = ""]) => ({ title, text }),
);

let trial: Trial;
let company = "";
let year = 0;

beforeAll(async () => {
  trial = await startTrial({ vouchers: 300 });
  await trial.sync();
  const database = new Database(trial.file, { readonly: true });
  company = String(database.prepare("select name from companies").pluck().get());
  year = Number(String(database.prepare("select max(financial_year) from dates").pluck().get()).slice(0, 4));
  database.close();
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

/** The guide speaks of one year and one company; the books of the test are of whatever year it is. */
function fitToBooks(text: string): string {
  const yearName = (start: number): string => `'${start}-${String((start + 1) % 100).padStart(2, "0")}'`;
  return text
    .replaceAll("'Sample Trading Company'", `'${company}'`)
    .replaceAll("'2025-26'", yearName(year - 1))
    .replaceAll("'2026-27'", yearName(year))
    .replaceAll("'2026-", `'${year}-`);
}

type Cell = string | number | boolean | Date | null;
type Query = (statement: string) => Promise<readonly unknown[]>;

/** Each answer as lines of text, whatever way the product hands out decimals and dates. */
async function askAll(query: Query): Promise<Readonly<Record<string, readonly string[]>>> {
  const answers: Record<string, readonly string[]> = {};
  for (const { title, text } of questions) {
    const rows = (await query(fitToBooks(text))) as readonly Readonly<Record<string, Cell>>[];
    answers[title] = rows
      .map((row) =>
        Object.entries(row)
          .map(([name, value]) => `${name}: ${tell(name, value)}`)
          .join(" | "),
      )
      .toSorted();
  }
  return answers;
}

function tell(name: string, value: Cell): string {
  if (value === null) return "-";
  if (value instanceof Date) return value.toLocaleDateString("sv");
  const text = String(value);
  // SQLite divides with floats: the value at an average rate may be a paisa off.
  const places = name === "value" ? 0 : 2;
  return /^-?\d+(\.\d+)?$/.test(text) ? (Number(text) + 0).toFixed(places) : text;
}

function askSqlite(): ReturnType<typeof askAll> {
  const database = new Database(trial.file, { readonly: true });
  try {
    return askAll(async (statement) => database.prepare(statement).all());
  } finally {
    setImmediate(() => database.close());
  }
}

async function askServer(
  { location, drop }: { readonly location: ServerLocation; readonly drop: () => Promise<void> },
  query: (location: ServerLocation, statement: string) => Promise<readonly unknown[]>,
): ReturnType<typeof askAll> {
  try {
    await using destination = await openDestination(location);
    await destination.prepare(streams, "0.0.0-test");
    await copyCompanies(trial.destination, destination, { streams });
    return await askAll((statement) => query(location, statement));
  } finally {
    await drop();
  }
}

describe("the ten questions of the guide", () => {
  it("are ten, and every one has an answer in the sample's books", async () => {
    expect(questions).toHaveLength(10);
    const answers = await askSqlite();
    const unanswered = Object.entries(answers).filter(([, rows]) => rows.length === 0);
    expect(unanswered).toEqual([]);
  });

  it("are answered alike by PostgreSQL", async () => {
    await using server = await startPostgres();
    expect(await askServer(await server.createDatabase(), queryPostgres)).toEqual(await askSqlite());
  });

  it("are answered alike by MariaDB", async () => {
    await using server = await startMariadb();
    expect(await askServer(await server.createDatabase(), queryMysql)).toEqual(await askSqlite());
  });

  const mssql = process.env["TEST_MSSQL_URL"] ?? "";
  it("are answered alike by SQL Server", async ({ skip }) => {
    skip(mssql === "", "TEST_MSSQL_URL names no SQL Server");
    expect(await askServer(await createMssqlDatabase(mssql), queryMssql)).toEqual(await askSqlite());
  });
});

describe("the guide", () => {
  it("names only views that are there", async () => {
    const database = new Database(trial.file, { readonly: true });
    const views = database.prepare("select name from sqlite_master where type = 'view'").pluck().all();
    database.close();
    const named = [...new Set(guide.match(/\bv_[a-z_]+\b/g))];
    expect(named.filter((name) => !views.includes(name))).toEqual([]);
  });
});
