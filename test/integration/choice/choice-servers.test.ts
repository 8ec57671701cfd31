import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { type Choice, type CustomField, parts } from "../../../src-main/contract/choice.ts";
import { copyCompanies } from "../../../src-main/destination/copy.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { givenMssql } from "../../contract/mssql-server.ts";
import { startPostgres, type TestServer } from "../../contract/postgres-server.ts";
import { engineWith } from "../../support/choice-trial.ts";
import { compareReplica, readDestination, tellDifferences } from "../../support/expected-rows/index.ts";
import { fieldText, startTrial, type Trial } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;
const secondYear = "2026-04-01";
const receipt: CustomField = { name: "receipt", table: "vouchers", expression: "$LRNumber", type: "text" };
const deposit: CustomField = {
  name: "deposit",
  table: "ledgers",
  expression: "$SecurityDeposit",
  type: "amount",
};

const turns: readonly Choice[] = [
  { from: null, without: [] },
  // Once more, for what somebody changed meanwhile.
  { from: null, without: [] },
  { from: secondYear, without: ["payroll", "personal"] },
  { from: null, without: ["inventory"] },
  { from: null, without: [...parts] },
  { from: secondYear, without: [] },
];

async function requireChosen(trial: Trial, destination: Destination, choice: Choice): Promise<void> {
  const { books } = trial.control;
  const { id } = await destination.db.selectFrom("companies").select("id").executeTakeFirstOrThrow();
  const reader = await readDestination(destination, id, books);
  const differences = compareReplica(reader, id, books, choice);
  if (differences.length > 0) throw new Error(`${JSON.stringify(choice)}\n${tellDifferences(differences)}`);
}

async function filled(destination: Destination, table: string, column: string): Promise<number> {
  const rows = await destination.select({ companyId: 1, table, columns: [column] });
  return rows.filter((row) => row[column] !== null && row[column] !== "").length;
}

function alterAnEmployee(trial: Trial): void {
  const { books, masters } = trial.control;
  const employee = books.masters("COSTCENTRE").find(({ fields }) => fields["ISEMPLOYEEGROUP"] === false);
  if (employee === undefined) throw new Error("nobody works here");
  masters.alter("COSTCENTRE", fieldText(employee, "NAME"), { MOBILENUMBER: "98765 43210" });
}

/** Every turn of the choice, custom fields, and a copy into a fresh file that the next run goes on with. */
async function chooseOn(server: TestServer): Promise<void> {
  await using trial = await startTrial({ vouchers: 60, seed: 4 });
  const { location, drop } = await server.createDatabase();
  try {
    await using destination = await openDestination(location);
    await destination.prepare(streams, "0.0.0-test");
    const early = trial.control.postRandom({ kind: "contra", date: "2025-06-10" });
    trial.control.postRandom({ kind: "contra", date: "2026-05-10" });
    for (const choice of turns) {
      if (choice === turns[1]) alterAnEmployee(trial);
      const engine = engineWith(trial, { choice }, { destination });
      const { runs } = await engine.sync({ companies: [], full: false, acceptDeletes: false }, signal);
      expect(runs).toMatchObject([{ status: "success", error: null, deleted: 0 }]);
      await requireChosen(trial, destination, choice);
      const { companies } = await engine.verify({ companies: [], asOf: null }, signal);
      expect(companies).toMatchObject([{ verdict: "verified", differences: [] }]);
    }
    // What is left of the entry about the employee can be read, and says nothing.
    const { rows } = await sql<Record<string, unknown>>`select * from v_changes`.execute(destination.db);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("98765 43210");
    const last = turns.at(-1) ?? { from: null, without: [] };
    const engine = engineWith(trial, { choice: last }, { destination });
    // In a year that is left out: it moves numbers of those that are kept.
    trial.control.delete(early);
    await engine.sync({ companies: [], full: false, acceptDeletes: false }, signal);
    await requireChosen(trial, destination, last);
    for (const field of [receipt, deposit]) await engine.fields.add({ field }, signal);
    await engine.sync({ companies: [], full: false, acceptDeletes: false }, signal);
    const counts = [
      await filled(destination, "vouchers", "custom_receipt"),
      await filled(destination, "ledgers", "custom_deposit"),
    ];
    expect(Math.min(...counts)).toBeGreaterThan(0);
    await copyCompanies(destination, trial.destination, { streams });
    await requireChosen(trial, trial.destination, last);
    expect([
      await filled(trial.destination, "vouchers", "custom_receipt"),
      await filled(trial.destination, "ledgers", "custom_deposit"),
    ]).toEqual(counts);
    const { runs } = await trial.sync();
    expect(runs).toMatchObject([{ status: "no_change" }]);
  } finally {
    await drop();
  }
}

describe("choice and custom fields on servers", () => {
  it("PostgreSQL", { timeout: 300_000 }, async () => {
    await using server = await startPostgres();
    await expect(chooseOn(server)).resolves.toBeUndefined();
  });

  it("MariaDB", { timeout: 300_000 }, async () => {
    await using server = await startMariadb();
    await expect(chooseOn(server)).resolves.toBeUndefined();
  });

  for (const [product, start] of givenMssql) {
    it(`on ${product}`, { timeout: 300_000 }, async () => {
      await using server = await start();
      await expect(chooseOn(server)).resolves.toBeUndefined();
    });
  }
});
