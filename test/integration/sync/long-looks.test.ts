import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { onlyRun, readChanges, requireEqual, startTrial, type Trial } from "../../support/replica-trial.ts";

/** So many changes were made in the life of the book that a look through it may take a minute: 48,000 and more. */
function age(trial: Trial): void {
  const [first] = trial.control.voucherIds();
  if (first === undefined) throw new Error("the book is empty");
  for (let count = 0; count < 50_000; count += 1) trial.control.resave(first);
}

interface Landing {
  readonly inserts: number;
  readonly deletes: number;
  readonly open: boolean;
}

/** What readers see each time a run has committed. */
async function watchLandings(startedBy: "schedule" | "manual"): Promise<readonly Landing[]> {
  const landings: Landing[] = [];
  let isArmed = false;
  await using trial = await startTrial({
    vouchers: 60,
    seed: 91,
    startedBy,
    onSeam: (seam) => {
      if (isArmed && seam === "run committed") landings.push(look(trial.file));
    },
  });
  age(trial);
  await trial.sync();
  isArmed = true;
  const [old, gone] = trial.control.voucherIds().slice(5);
  trial.control.setNarration(old ?? 0, "altered long after");
  trial.control.delete(gone ?? 0);
  trial.control.postRandom({ kind: "receipt" });
  const run = onlyRun(await trial.sync());
  expect(run).toMatchObject({ error: null, status: "success", inserted: 1, deleted: 1, unexplained: 0 });
  await requireEqual(trial);
  const changes = await readChanges(trial);
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
  expect(onlyRun(await trial.sync()).status).toBe("no_change");
  return landings;
}

function look(file: string): Landing {
  const database = new Database(file, { readonly: true });
  const count = (action: string): number =>
    Number(database.prepare("select count(*) from change_log where action = ?").pluck().get(action));
  const open = database
    .prepare("select unexplained from sync_state where counter = 'vouchers'")
    .pluck()
    .get() as string | null;
  const landing = { inserts: count("insert"), deletes: count("delete"), open: /\d/.test(open ?? "") };
  database.close();
  return landing;
}

describe("a look through a book of many changes", () => {
  it("comes after what is new has landed, on the timer", async () => {
    expect(await watchLandings("schedule")).toEqual([
      { inserts: 1, deletes: 0, open: true },
      { inserts: 1, deletes: 1, open: false },
    ]);
  });

  it("is one with it where a person waits", async () => {
    expect(await watchLandings("manual")).toEqual([{ inserts: 1, deletes: 1, open: false }]);
  });
});
