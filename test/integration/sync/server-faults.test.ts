import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../src-main/contract/clock.ts";
import { openAgentMemory } from "../../../src-main/history/open-agent-memory.ts";
import type { Seam } from "../../../src-main/sync/seams.ts";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { givenMssql } from "../../contract/mssql-server.ts";
import { startPostgres, type TestServer } from "../../contract/postgres-server.ts";
import { type FaultyLine, openFaultyLine } from "../../support/faulty-line.ts";
import { startTrial } from "../../support/replica-trial.ts";
import { openServerReplica } from "../../support/server-replica.ts";

const products = [["PostgreSQL", startPostgres], ["MariaDB", startMariadb], ...givenMssql] as const;

/** Short enough for a test: a frozen line is given up after this. */
const answerTimeoutMs = 1_000;

type Fault = (line: FaultyLine) => void;
const faults: readonly (readonly [string, Fault])[] = [
  ["restarts", (line) => line.cut()],
  ["freezes", (line) => line.freeze()],
  ["goes down", (line) => line.close()],
];
/** While reading, inside the transaction, and when only the record of the run is left. */
const moments: readonly Seam[] = ["changes staged", "rows written, not committed", "run committed"];

describe.each(products)("a %s server", (product, start) => {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });

  it.each(faults)(
    "that %s ends the run cleanly, and the next catches up",
    { timeout: 300_000 },
    async (_name, strike) => {
      await using trial = await startTrial({ vouchers: 40, seed: 74 });
      const { location, drop } = await server!.createDatabase();
      await using line = await openFaultyLine(location);
      let moment: Seam | null = null;
      try {
        await using replica = await openServerReplica(
          { ...location, host: "127.0.0.1", port: line.port },
          trial,
          {
            answerTimeoutMs,
            onSeam: (seam) => {
              if (seam === moment) strike(line);
            },
          },
        );
        await replica.sync();
        for (moment of moments) {
          trial.control.postRandom();
          const { runs } = await replica.sync();
          const lost = ["DEST_CONNECTION_LOST", "DEST_UNREACHABLE"];
          // What is committed is done, also where the record of the run cannot be written any more. While Tally is
          // read, a driver that looks at a connection before it is used has opened another one in time.
          const mayEndWell =
            moment === "run committed" || (product === "SQL Server" && moment === "changes staged");
          const ends = mayEndWell ? ["well", ...lost] : lost;
          expect(ends, `at “${moment}”`).toContain(runs[0]?.error?.code ?? "well");
          line.mend();
          moment = null;
          const again = await replica.sync();
          expect(again.runs.map(({ error }) => error)).toEqual([null]);
          await replica.requireEqual();
        }
      } finally {
        await drop();
      }
    },
  );

  it(
    "that goes down between two companies leaves the first one told as done",
    { timeout: 300_000 },
    async () => {
      await using trial = await startTrial({ vouchers: 10, seed: 76, companies: 3 });
      const { location, drop } = await server!.createDatabase();
      await using line = await openFaultyLine(location);
      let isUp = true;
      try {
        await using replica = await openServerReplica(
          { ...location, host: "127.0.0.1", port: line.port },
          trial,
          {
            answerTimeoutMs,
            onSeam: (seam) => {
              if (!isUp || seam !== "lease released") return;
              isUp = false;
              line.close();
            },
          },
        );
        const report = await replica.sync();
        const [done, ...others] = report.runs;
        expect(done).toMatchObject({ status: "success", error: null });
        expect(done?.inserted).toBeGreaterThan(10);
        expect(others.map(({ status }) => status)).toEqual(["failed", "failed"]);
        for (const { error } of others)
          expect(["DEST_UNREACHABLE", "DEST_CONNECTION_LOST"]).toContain(error?.code);
        expect(report.tallyRequests).toBeGreaterThanOrEqual(done?.tallyRequests ?? 0);
        line.mend();
        expect((await replica.sync()).runs.map(({ error }) => error)).toEqual([null, null, null]);
        await replica.requireEqual();
      } finally {
        await drop();
      }
    },
  );

  it("lets one of two agents of the same company write at a time", { timeout: 300_000 }, async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 75 });
    const { location, drop } = await server!.createDatabase();
    // Its own memory makes it another agent, on another PC.
    using memory = openAgentMemory(trial.file.replace("replica.sqlite", "second-memory.sqlite"), systemClock);
    try {
      await using one = await openServerReplica(location, trial);
      await using other = await openServerReplica(location, trial, { memory });
      for (let round = 0; round < 3; round += 1) {
        const reports = await Promise.all([one.sync(), other.sync()]);
        const runs = reports.flatMap((report) => report.runs);
        const ends = runs.map(({ error }) => error?.code ?? "well").toSorted();
        expect(ends).toContain("well");
        for (const end of ends) expect(["well", "DEST_LEASE_HELD"]).toContain(end);
        await one.requireEqual();
        trial.control.postRandom();
      }
      const { rows } = await readSequence(one.destination);
      expect(rows).toEqual(rows.map((_seq, index) => index + 1));
    } finally {
      await drop();
    }
  });
});

/** The audit trail tells each change once: no hole, nothing double. */
async function readSequence(
  destination: Awaited<ReturnType<typeof openServerReplica>>["destination"],
): Promise<{ readonly rows: readonly number[] }> {
  const rows = await destination.db.selectFrom("change_log").select("seq").orderBy("seq").execute();
  return { rows: rows.map(({ seq }) => seq) };
}
