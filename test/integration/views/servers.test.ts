import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { copyCompanies } from "../../../src-main/destination/copy.ts";
import { controlDocs } from "../../../src-main/destination/control-docs.ts";
import type { ServerLocation } from "../../../src-main/destination/database-url.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { views } from "../../../src-main/destination/views/index.ts";
import { columnsOf } from "../../../src-main/destination/views/view.ts";
import type { View } from "../../../src-main/destination/views/view.ts";
import { queryMysql, startMariadb } from "../../contract/mariadb-server.ts";
import { givenMssql, queryMssql } from "../../contract/mssql-server.ts";
import { queryPostgres, startPostgres } from "../../contract/postgres-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";
import { startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

type Row = Readonly<Record<string, unknown>>;

let trial: Trial;
let shown: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  trial = await startTrial({ vouchers: 120 });
  await trial.sync();
  trial.control.masters.rename("LEDGER", "Printing & Stationery", "Stationery: paper");
  const [first = 0] = trial.control.voucherIds();
  trial.control.setNarration(first, "Cash memo; नकद");
  await trial.sync();
  // Of every kind that a change can hold.
  const changes = {
    credit_limit: ["5000.00", null],
    is_bill_wise: [false, true],
    name: ["null", "true"],
    sort_position: [0, 1],
  };
  await trial.destination.db
    .updateTable("change_log")
    .set({ changes: JSON.stringify(changes) })
    .where("seq", "=", 1)
    .execute();
  const database = new Database(trial.file, { readonly: true });
  shown = new Map(
    views.map((view) => [
      view.name,
      tell(view, database.prepare(`select * from ${view.name}`).all() as readonly Row[]),
    ]),
  );
  database.close();
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

/** Rows as sorted texts; each product has its own way to hand out decimals, dates, times and flags. */
function tell(view: View, rows: readonly Row[]): readonly string[] {
  return rows
    .map((row) =>
      columnsOf(view)
        .map((column) => tellValue(column.type, row[column.name]))
        .join(" | "),
    )
    .toSorted();
}

function tellValue(type: string, value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (type === "money" || type === "number") return (Math.round(Number(value) * 100) / 100 + 0).toFixed(2);
  if (type === "bool") return value === true || value === 1 ? "yes" : "no";
  // Drivers make local midnights of dates.
  if (value instanceof Date && type === "date") return value.toLocaleDateString("sv");
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return type === "time" ? text.slice(0, 10) : text;
}

/** Every view of the same replica on another product. */
async function viewsOn(
  server: TestServer,
  query: (location: ServerLocation, statement: string) => Promise<readonly unknown[]>,
  look: (location: ServerLocation) => Promise<void> = async () => {},
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { location, drop } = await server.createDatabase();
  try {
    // As an earlier version might have made it, with other columns.
    await query(location, "create view dates as select 1 as day_number");
    await using destination = await openDestination(location);
    await destination.prepare(streams, "0.0.0-test");
    await copyCompanies(trial.destination, destination, { streams });
    const told = new Map<string, readonly string[]>();
    for (const view of views) {
      told.set(
        view.name,
        tell(view, (await query(location, `select * from ${view.name}`)) as readonly Row[]),
      );
    }
    await look(location);
    return told;
  } finally {
    await drop();
  }
}

it("tells flags and nothing in words that are clear", () => {
  expect(shown.get("v_changes")?.join()).toContain(
    "credit_limit: 5000.00; is_bill_wise: false; name: null; sort_position: 0 | " +
      "credit_limit: ; is_bill_wise: true; name: true; sort_position: 1",
  );
});

describe("views show the same", () => {
  it("on PostgreSQL as on SQLite, with comments of their own", async () => {
    await using server = await startPostgres();
    let comments: unknown;
    let untold: unknown;
    const told = await viewsOn(server, queryPostgres, async (location) => {
      [comments] = await queryPostgres(
        location,
        `select obj_description('v_day_book'::regclass) as view, obj_description('ledgers'::regclass) as table,
          col_description('v_day_book'::regclass, 4) as column, obj_description('sync_runs'::regclass) as control`,
      );
      untold = await queryPostgres(
        location,
        `select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
          where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0
            and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)`,
      );
    });
    expect(told).toEqual(shown);
    expect(comments).toEqual({
      view: expect.stringContaining("Tally's Day Book"),
      table: "Ledger accounts: parties, banks, taxes, income, expenses.",
      column: "Date of the voucher.",
      control: controlDocs["sync_runs"]?.doc,
    });
    expect(untold).toEqual([]);
  });

  it("on MariaDB as on SQLite, with comments on tables and columns", async () => {
    await using server = await startMariadb();
    let comments: readonly unknown[] = [];
    let untold: readonly unknown[] = [{ name: "nothing asked" }];
    const told = await viewsOn(server, queryMysql, async (location) => {
      comments = await queryMysql(
        location,
        `select table_comment as told from information_schema.tables
          where table_schema = database() and table_name = 'ledgers'
        union all select column_comment from information_schema.columns
          where table_schema = database() and table_name = 'ledgers' and column_name = 'opening_balance'
        union all select table_comment from information_schema.tables
          where table_schema = database() and table_name = 'sync_runs'`,
      );
      untold = await queryMysql(
        location,
        `select c.table_name as name, c.column_name as told from information_schema.columns c
          join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
          where c.table_schema = database() and t.table_type = 'BASE TABLE' and c.column_comment = ''`,
      );
    });
    expect(told).toEqual(shown);
    const ledgers = streams.find(({ name }) => name === "ledgers");
    const opening = ledgers?.columns.find(({ name }) => name === "opening_balance");
    const runs = controlDocs["sync_runs"]?.doc;
    expect(comments).toEqual([{ told: ledgers?.doc }, { told: opening?.doc }, { told: runs }]);
    expect(untold).toEqual([]);
  });

  for (const [product, start] of givenMssql) {
    it(`on ${product} as on SQLite, with comments of their own`, async () => {
      await using server = await start();
      let comments: readonly unknown[] = [];
      const told = await viewsOn(server, queryMssql, async (location) => {
        comments = await queryMssql(
          location,
          `select cast(value as nvarchar(400)) as told from sys.extended_properties
            where name = N'MS_Description' and major_id = object_id(N'ledgers') and minor_id = 0`,
        );
      });
      expect(told).toEqual(shown);
      expect(comments).toEqual([{ told: streams.find(({ name }) => name === "ledgers")?.doc }]);
    });
  }
});
