import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRandom } from "../../src-main/sample-tally/company/random.ts";
import { type Book, openBook } from "../support/between-requests/book.ts";
import { faultActs } from "../support/between-requests/faults.ts";
import { playHistory } from "../support/between-requests/play.ts";
import type { Act, History, Turn } from "../support/between-requests/stage.ts";

/**
 * Random requests meet random faults for so many seconds, the same by `TALLY_REPLICA_SEED`. Each fault at each request
 * takes about an hour: `TALLY_REPLICA_ALL_FAULTS=1 npx vitest run each-answer`.
 */
const isWhole = process.env["TALLY_REPLICA_ALL_FAULTS"] !== undefined;
const seconds = Number(process.env["TALLY_REPLICA_RANDOM_SECONDS"] ?? 15);
const seed = Number(process.env["TALLY_REPLICA_SEED"] ?? Date.now() % 1_000_000);

const company = 7;
const vouchers = 12;

function now(...what: readonly (readonly [string, number])[]): Act[] {
  return what.map(([deed, dice]) => ({ at: 0, what: deed, dice, after: null }));
}

/** What needs masters, old and new vouchers, and proof of a delete. */
const changes = now(["post", 4], ["remove", 4], ["redate", 9], ["alterLedger", 4], ["rename", 3]);
/** What comes after the fault, under a new process. */
const moreChanges = now(["createAndUse", 5], ["rename", 11], ["post", 9], ["swap", 2]);

const scenes: readonly (readonly [string, Pick<History, "isLoaded">, readonly Act[]])[] = [
  ["first contact and a first load", { isLoaded: false }, []],
  ["first contact and a run of a loaded company", { isLoaded: true }, changes],
];

describe("one bad answer", () => {
  let book: Book;
  beforeAll(async () => {
    book = await openBook(company, vouchers);
  });
  afterAll(() => book[Symbol.asyncDispose]());

  function historyWith({ isLoaded }: Pick<History, "isLoaded">, acts: readonly Act[]): History {
    const turn: Turn = { mode: { kind: "sync" }, stopsAt: null, acts };
    const later: Turn = { ...turn, acts: moreChanges, isNewProcess: true };
    return { company, vouchers, isLoaded, isCutFine: true, meetsFirst: true, turns: [turn, later] };
  }

  /** Every fault at every request, or some of them. */
  function* disturbances(requests: number): Generator<Act> {
    const all = Array.from({ length: requests }, (_, at) =>
      faultActs.map((what): Act => ({ at, what, dice: 1, after: null })),
    ).flat();
    const untilMs = isWhole ? Infinity : Date.now() + seconds * 1_000;
    const random = makeRandom(seed);
    const shuffled = all
      .map((fault) => ({ fault, at: random.next() }))
      .sort((one, other) => one.at - other.at);
    for (const { fault } of shuffled) {
      if (Date.now() > untilMs) return;
      yield fault;
    }
  }

  it.for(scenes)(
    `leaves no trace in replica and audit trail: %s (seed ${seed})`,
    { timeout: isWhole ? 7_200_000 : seconds * 1_000 + 300_000 },
    async ([, scene, before]) => {
      const undisturbed = await playHistory(book, historyWith(scene, before));
      expect(undisturbed.wrong).toEqual([]);
      const failed: string[] = [];
      for (const fault of disturbances(undisturbed.requests[0] ?? 0)) {
        const { told, wrong } = await playHistory(book, historyWith(scene, [...before, fault]));
        if (wrong.length > 0) failed.push([JSON.stringify(fault), ...told, ...wrong].join("\n"));
      }
      expect(failed).toEqual([]);
    },
  );
});
