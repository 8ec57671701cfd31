import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { type MovableClock, movableClock } from "../movable-clock.ts";
import { openReplica, type Replica, type ReplicaOptions, startTrial } from "../replica-trial.ts";
import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";

/** A scene that many histories begin with: small books, and a database that holds them or nothing yet. */
export interface Book extends AsyncDisposable {
  /** Books and database as at the beginning. `seed` decides what people post. */
  begin(seed: number, isLoaded: boolean, meetsFirst?: boolean): Promise<Beginning>;
}

export interface Beginning extends AsyncDisposable {
  readonly control: CompanyControl;
  readonly replica: Replica;
  readonly clock: MovableClock;
  /** Happens to the request that is about to be answered. */
  spring(fault: Fault): void;
  /** What was sprung and met no request happens no more. */
  disarm(): void;
  /** The product ends and is started again, with the same database and memory. */
  restartProduct(): Promise<void>;
  /** Called before each request is answered; null: nobody types. */
  onRequest: (() => void) | null;
  /** Opens a Tally that went down again; true if it was. */
  restartTally(): Promise<boolean>;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Many of a few types, early and late, so that each moves the numbers of others. */
const usualKinds = ["contra", "receipt", "payment"] as const;
const usualDays = ["2025-04-10", "2025-09-01", "2026-02-12", "2026-04-20", "2026-08-03", "2026-11-12"];

export async function openBook(company: number, vouchers: number): Promise<Book> {
  const scene = mkdtempSync(join(tmpdir(), "tally-replica-book-"));
  const [empty, loaded] = [join(scene, "empty"), join(scene, "loaded")];
  const trial = await startTrial({ seed: company, vouchers });
  const { books, world } = trial.control;
  for (const kind of usualKinds) for (const date of usualDays) trial.control.postRandom({ kind, date });
  const before = books.backup();
  const openBills = new Map([...world.openBills].map(([id, bills]) => [id, [...bills]]));
  const { url } = trial.port;
  cpSync(join(trial.file, ".."), empty, { recursive: true });
  cpSync(empty, loaded, { recursive: true });
  {
    await using replica = await openReplica(url, { folder: loaded });
    await replica.engine.sync(
      { companies: [], full: false, acceptDeletes: false },
      new AbortController().signal,
    );
  }
  return {
    begin: async (seed, isLoaded, meetsFirst = false) => {
      const folder = join(scene, "playing");
      rmSync(folder, { recursive: true, force: true });
      cpSync(isLoaded ? loaded : empty, folder, { recursive: true });
      books.restore(before);
      books.state.user = undefined;
      const bills = new Map([...openBills].map(([id, list]) => [id, [...list]]));
      const control = new CompanyControl(books, { ...world, random: makeRandom(seed), openBills: bills });
      const clock = movableClock();
      const options: ReplicaOptions = { folder, clock, meetsFirst, source: { repeatPauseMs: 0 } };
      const beginning: Writable<Beginning> = {
        control,
        replica: await openReplica(url, options),
        clock,
        spring: (fault) => trial.port.faults.add({ fault }),
        disarm: () => trial.port.faults.clear(),
        restartProduct: async () => {
          await beginning.replica[Symbol.asyncDispose]();
          beginning.replica = await openReplica(url, options);
        },
        onRequest: null,
        restartTally: async () => {
          if (trial.port.interpreter.blockage === undefined) return false;
          await trial.port.restart();
          return true;
        },
        [Symbol.asyncDispose]: async () => {
          trial.onRequest = null;
          trial.port.faults.clear();
          await beginning.replica[Symbol.asyncDispose]();
        },
      };
      trial.onRequest = () => beginning.onRequest?.();
      return beginning;
    },
    [Symbol.asyncDispose]: async () => {
      await trial[Symbol.asyncDispose]();
      rmSync(scene, { recursive: true, force: true });
    },
  };
}
