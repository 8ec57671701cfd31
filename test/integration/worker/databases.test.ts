import Database from "better-sqlite3";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { SampleTally } from "../../../src-main/sample-tally/index.ts";
import { startPostgres } from "../../contract/postgres-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";
import { only, startWorkerTrial } from "../../support/worker-trial.ts";

describe("the database of a worker", () => {
  let server: TestServer;
  let sample: SampleTally;

  beforeAll(async () => {
    server = await startPostgres();
    sample = await startSampleTally({ companies: 1, vouchers: 60, seed: 9 });
  });

  afterAll(async () => {
    await sample.close();
    await server[Symbol.asyncDispose]();
  });

  it("is changed for a server with a wrong password, then with the right one, and back", async () => {
    const { location, drop } = await server.createDatabase();
    const address = (password: string): string =>
      `postgres://${location.user}:${password}@${location.host}:${location.port}/${location.database}?ssl=disable`;
    {
      await using trial = startWorkerTrial();
      trial.setUp({ tallyUrl: sample.url });
      const rows = only(await trial.until("SQLite", ({ companies }) => (companies[0]?.rows ?? 0) > 0)).rows;
      trial.setUp({ tallyUrl: sample.url }, { databaseUrl: address("wrong-one") });
      const blocked = await trial.until("the refusal", ({ phase }) => phase === "blocked");
      expect(blocked.error?.code).toBe("DEST_LOGIN_REFUSED");
      expect(blocked.database.error?.code).toBe("DEST_LOGIN_REFUSED");
      const log = readFileSync(join(trial.folder, "logs", "tally-replica.log"), "utf8");
      expect(log).toContain("DEST_LOGIN_REFUSED");
      expect(JSON.stringify(trial.states) + log).not.toContain("wrong-one");
      const decided = { company: "x:1", decision: "accepted", shownUntil: "2026-01-01T00:00:00Z" };
      expect(await trial.call("deletes.decide", decided)).toMatchObject({ ok: false });
      trial.setUp({ tallyUrl: sample.url }, { databaseUrl: address(location.password) });
      const moved = await trial.until("PostgreSQL", ({ companies }) => companies[0]?.standing === "verified");
      expect(moved).toMatchObject({ error: null, database: { error: null } });
      expect(only(moved).rows).toBe(rows);
      const { total } = await trial.ask("runs.page", {
        company: null,
        status: ["success"],
        offset: 0,
        limit: 5,
      });
      expect(total).toBe(2);
      const { key } = only(moved);
      const page = await trial.ask("views.page", { company: key, view: "v_day_book", offset: 10, limit: 5 });
      expect(page.rows).toHaveLength(5);
      expect((await trial.ask("company.detail", { company: key })).activity).toHaveLength(30);
      const server = await trial.call("backup.now", undefined);
      expect(server).toMatchObject({ ok: false, error: { code: "CONFIG_USAGE" } });
      trial.setUp({ tallyUrl: sample.url });
      await trial.until(
        "SQLite again",
        ({ companies, phase }) => phase === "idle" && companies[0]?.rows === rows,
      );
    }
    await drop();
  });

  it("is away for a while: waits, tells what this PC remembers, and goes on when woken", async () => {
    await using trial = startWorkerTrial();
    trial.setUp({ tallyUrl: sample.url });
    await trial.until("the load", ({ companies }) => companies[0]?.standing === "verified");
    // Another program writes into it for too long.
    const other = new Database(trial.databaseFile);
    other.exec("begin immediate");
    sample.company().postRandom();
    await trial.ask("agent.syncNow", { company: null });
    const away = await trial.until("the lock", ({ database }) => database.error !== null);
    expect(away).toMatchObject({
      phase: "waiting",
      error: null,
      database: { error: { code: "DEST_LOCKED" } },
    });
    other.exec("rollback");
    other.close();
    trial.post({ kind: "wake", reason: "manual" });
    const back = await trial.until(
      "work",
      ({ database, phase }) => database.error === null && phase === "idle",
    );
    expect(back.companies).toHaveLength(1);
  });

  it("cannot be opened at all: says why, shows this PC's own record of runs", async () => {
    await using trial = startWorkerTrial();
    const address = "postgres://nobody:secret-word@127.0.0.1:1/books?ssl=disable";
    trial.setUp({ tallyUrl: sample.url }, { databaseUrl: address });
    const away = await trial.until("the error", ({ database }) => database.error !== null);
    expect(away).toMatchObject({ phase: "waiting", error: null });
    expect(away.database.description).toBe("postgres://127.0.0.1:1/books");
    expect(await trial.ask("runs.page", { company: null, offset: 0, limit: 5 })).toEqual({
      runs: [],
      total: 0,
    });
    const { problems } = await trial.ask("problems.list", undefined);
    expect(problems.map(({ kind, error }) => [kind, error.code])).toEqual([["agent", "DEST_UNREACHABLE"]]);
    expect(JSON.stringify(trial.states)).not.toContain("secret-word");
  });
});
