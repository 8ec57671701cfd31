import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Book, openBook } from "../../support/between-requests/book.ts";
import {
  type Failed,
  families,
  type Family,
  playAround,
  quietHistory,
} from "../../support/between-requests/histories.ts";
import { playHistory } from "../../support/between-requests/play.ts";
import type { Act, History, Turn } from "../../support/between-requests/stage.ts";

/**
 * For longer: `TALLY_REPLICA_RANDOM_SECONDS=600 npx vitest run between-requests`; the same once more by
 * `TALLY_REPLICA_SEED`.
 */
const seconds = Number(process.env["TALLY_REPLICA_RANDOM_SECONDS"] ?? 30);
const seed = Number(process.env["TALLY_REPLICA_SEED"] ?? Date.now() % 1_000_000);

const company = 7;
const vouchers = 36;
const allFamilies = Object.keys(families) as Family[];

function tell({ history, played }: Failed): string {
  return [JSON.stringify(history), ...played.told, ...played.wrong].join("\n");
}

const turn: Turn = { mode: { kind: "sync" }, stopsAt: null, acts: [] };

/** Every answer from the second one on hides how many changes of masters there were. */
const withoutMastersCounter: readonly Act[] = Array.from({ length: 60 }, (_, index) => ({
  at: index + 1,
  what: "fault: no masters counter",
  dice: 1,
  after: null,
}));

/** Found by random histories, each with what it once left wrong. */
const found: readonly (readonly [string, Pick<History, "isLoaded" | "isCutFine" | "turns">])[] = [
  [
    "a voucher dated out of a day and back while everything is read again: numbers as if it were not there",
    {
      isLoaded: true,
      isCutFine: true,
      turns: [
        { ...turn, mode: { kind: "full" }, acts: [{ at: 6, what: "redate", dice: 690_855, after: 42 }] },
      ],
    },
  ],
  [
    "two masters that change their names and change them back while windows of a first load are read",
    {
      isLoaded: false,
      isCutFine: true,
      turns: [{ ...turn, acts: [{ at: 46, what: "swap", dice: 1, after: 24 }] }],
    },
  ],
  [
    "a unit renamed and renamed back meanwhile, and with it the compound unit made of it",
    {
      isLoaded: false,
      isCutFine: true,
      turns: [{ ...turn, acts: [{ at: 46, what: "rename", dice: 3, after: 24 }] }],
    },
  ],
  [
    "a group moved under another while windows of a first load are read: its ledgers go with it",
    {
      isLoaded: false,
      isCutFine: true,
      turns: [{ ...turn, acts: [{ at: 46, what: "moveGroup", dice: 7_919, after: null }] }],
    },
  ],
  [
    "a voucher deleted while the daily look is under way: deletes were believed not to move the counter",
    {
      isLoaded: true,
      isCutFine: false,
      turns: [{ ...turn, mode: { kind: "day" }, acts: [{ at: 24, what: "remove", dice: 5, after: null }] }],
    },
  ],
  [
    "two voucher types that changed names before vouchers alone were repaired: vouchers of the wrong type",
    {
      isLoaded: true,
      isCutFine: false,
      turns: [
        {
          ...turn,
          mode: { kind: "repair", table: "vouchers", window: { from: "2025-04-01", to: "2026-12-31" } },
          acts: [{ at: 0, what: "swap", dice: 3, after: null }],
        },
      ],
    },
  ],
  [
    "a voucher of another type and back while the timer lands what is new before it looks for old changes",
    {
      isLoaded: true,
      isCutFine: true,
      turns: [
        {
          ...turn,
          mode: { kind: "watch" },
          acts: [
            { at: 0, what: "post", dice: 554_473, after: null },
            { at: 0, what: "type", dice: 7_919, after: 17 },
          ],
        },
      ],
    },
  ],
  [
    "two ledgers that change names before a voucher is read, in answers that do not tell: a voucher of another party",
    {
      isLoaded: true,
      isCutFine: false,
      turns: [
        {
          ...turn,
          acts: [
            { at: 0, what: "post", dice: 554_473, after: null },
            { at: 1, what: "swap", dice: 7, after: null },
            ...withoutMastersCounter,
          ],
        },
      ],
    },
  ],
  [
    "a voucher of a ledger just made, in answers that do not tell: an entry that the audit trail leaves without a ledger",
    {
      isLoaded: true,
      isCutFine: false,
      turns: [
        {
          ...turn,
          acts: [
            { at: 0, what: "post", dice: 554_473, after: null },
            { at: 1, what: "createAndUse", dice: 5, after: null },
            ...withoutMastersCounter,
          ],
        },
      ],
    },
  ],
];

describe("what people do and undo between two requests", () => {
  let book: Book;
  beforeAll(async () => {
    book = await openBook(company, vouchers);
  });
  afterAll(() => book[Symbol.asyncDispose]());

  it.for(found)("%s", async ([, history]) => {
    const whole = { company, vouchers, ...history };
    const played = await playHistory(book, whole);
    expect(played.wrong.length === 0 ? "" : tell({ history: whole, played })).toBe("");
  });

  it("reads quantities again whose unit holds another number since a first load was broken off", async () => {
    const requestsAfter = async (what: string): Promise<number> => {
      const goesOn: Turn = { ...turn, acts: [{ at: 0, what, dice: 1, after: null }] };
      const turns = [{ ...turn, stopsAt: 49 }, goesOn];
      const played = await playHistory(book, { company, vouchers, isLoaded: false, isCutFine: true, turns });
      expect(played.wrong).toEqual([]);
      return played.requests[1] ?? 0;
    };
    expect(await requestsAfter("conversion")).toBeGreaterThan((await requestsAfter("create")) + 5);
  });

  it(
    `leaves no trace after two quiet runs (seed ${seed})`,
    { timeout: seconds * 1_000 + 300_000 },
    async () => {
      const untilMs = Date.now() + seconds * 1_000;
      for (let next = seed; Date.now() < untilMs; next += 1) {
        const quiet = quietHistory(next, company, vouchers);
        const failed = await playAround(book, quiet, { families: allFamilies, count: 8, seed: next });
        expect(failed.map(tell)).toEqual([]);
      }
    },
  );
});
