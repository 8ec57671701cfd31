import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { CompanyControl } from "../../src-main/sample-tally/control/company-control.ts";
import { operationKinds } from "../../src-main/sample-tally/control/random-operation.ts";
import { compareReplica, computedColumns, tellDifferences } from "../support/expected-rows/index.ts";
import { companyIdOf, type LongRun, startLongRun } from "./support/long-run.ts";

/**
 * For hours: `TALLY_REPLICA_LONG_RUN_MINUTES=120 npm test -- test/fault/long-run`. What people do repeats by
 * `TALLY_REPLICA_SEED`; when processes are killed depends on the machine as well.
 */
const minutes = Number(process.env["TALLY_REPLICA_LONG_RUN_MINUTES"] ?? 0);
const seed = Number(process.env["TALLY_REPLICA_SEED"] ?? Date.now() % 1_000_000);
const operationsOfRound = 700;
const fewestRounds = 3;
const settleWithinMs = 180_000;

async function acceptDeletes({ product }: LongRun): Promise<void> {
  await product.command("deletes");
  const { exitCode, stdout, stderr } = await product.command("sync", "--accept-deletes");
  if (exitCode !== 0) throw new Error(`sync ended with ${String(exitCode)}: ${stdout}\n${stderr}`);
}

/** Everything that is wrong with one company's replica, in words. */
function whatIsWrong(run: LongRun, control: CompanyControl): string[] {
  const { file, replays } = run;
  const { books } = control;
  const companyId = companyIdOf(file, control);
  const wrong: string[] = [];
  const differences = compareReplica(file, companyId, books);
  if (differences.length > 0) wrong.push(`${books.name}: ${tellDifferences(differences, 12)}`);
  const replay = replays.get(control);
  if (replay === undefined) return [...wrong, `${books.name}: was never seen as loaded`];
  const database = new Database(file, { readonly: true });
  try {
    replay.play(database);
    wrong.push(...badSequences(database, companyId));
  } finally {
    database.close();
  }
  const replayed = compareReplica(replay.reader(), companyId, books).filter(
    ({ table, column }) => table !== "companies" && !computedColumns.has(`${table}.${column}`),
  );
  if (replayed.length > 0)
    wrong.push(`${books.name}, audit trail replayed: ${tellDifferences(replayed, 12)}`);
  return wrong;
}

/** Numbers of the audit trail without holes, no run left under way, no error that nobody foresaw, no false alarm. */
function badSequences(database: Database.Database, companyId: number): string[] {
  const one = (statement: string): unknown => database.prepare(statement).pluck().get(companyId);
  const wrong: string[] = [];
  const holes = one("select coalesce(max(seq), 0) - count(*) from change_log where company_id = ?");
  if (holes !== 0) wrong.push(`change_log has ${String(holes)} holes`);
  const underWay = one("select count(*) from sync_runs where company_id = ? and status = 'in_progress'");
  if (underWay !== 0) wrong.push(`${String(underWay)} runs are still under way`);
  const unforeseen = one(
    "select count(*) from sync_runs where company_id = ? and error_code = 'INTERNAL_ERROR'",
  );
  if (unforeseen !== 0) wrong.push(`${String(unforeseen)} runs ended by an error that nobody foresaw`);
  const slandered = one(
    "select count(*) from sync_runs where company_id = ? and error_code = 'DATA_DIFFERS'",
  );
  if (slandered !== 0) wrong.push(`${String(slandered)} comparisons called books different`);
  return wrong;
}

describe("people at work, faults and power cuts", () => {
  it(
    `end with replica and replayed audit trail equal to the books (seed ${seed})`,
    { timeout: minutes * 60_000 + 1_200_000 },
    async () => {
      await using run = await startLongRun({ seed, kinds: operationKinds });
      const untilMs = Date.now() + minutes * 60_000;
      for (let round = 1; round <= fewestRounds || Date.now() < untilMs; round += 1) {
        await run.disturb(operationsOfRound);
        await run.settle(settleWithinMs);
        expect(await run.product.stop(), "Ctrl+C").toBe(130);
        await acceptDeletes(run);
        const wrong = run.sample.state.all.flatMap((control) => whatIsWrong(run, control));
        expect(wrong, `round ${round}, seed ${seed}`).toEqual([]);
      }
      console.log(`seed ${seed}, ${run.product.starts} starts\n${run.happened.tell()}`);
      console.log(`ended by themselves: ${run.product.endedAlone.join(", ") || "none"}`);
    },
  );
});
