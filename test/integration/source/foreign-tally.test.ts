import { describe, expect, it } from "vitest";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { type Difference, compareReplica, tellDifferences } from "../../support/expected-rows/index.ts";
import * as dress from "../../support/foreign-dresses.ts";
import { type Dress, openForeignTally } from "../../support/foreign-tally.ts";
import { type Replica, type Trial, openReplica, startTrial } from "../../support/replica-trial.ts";

/** The product in front of Tally-like servers by other hands: what the protocol leaves open must not matter. */
const { worded } = dress;

const dresses: readonly (readonly [name: string, dress: Dress])[] = [
  [
    "UTF-8 with a mark and no type, HTTP 1.0 without length, line feeds, compact dates, self-closing tags",
    {
      encoding: "utf-8",
      mark: true,
      contentType: null,
      version: "1.0",
      framing: "close",
      text: worded(dress.compactDates, dress.lineFeeds, dress.selfClosing),
    },
  ],
  [
    "UTF-16 with a mark in odd chunks, no breaks, lower-case tags, hexadecimal references, long dates",
    {
      mark: true,
      contentType: 'TEXT/XML;CHARSET="UTF-16LE"',
      framing: "chunked",
      pieces: [1, 1, 1, 3, 7, 2, 4093, 11],
      headers: (line) => line.toLowerCase(),
      text: worded(dress.longDates, dress.hexReferences, dress.noBreaks, dress.lowerTags),
    },
  ],
  [
    "a kept connection, an XML declaration, typed and unknown tags, answers wrapped like native ones, CDATA",
    {
      framing: "keepAlive",
      headers: (line) => line.toUpperCase(),
      firstDelayMs: 300,
      text: worded(dress.characterData, dress.extraTags, dress.typedTags, dress.wrapped, dress.declaration),
    },
  ],
  [
    "padded numbers, decimals, groups, sides instead of signs, Yes and No, tabs",
    {
      contentType: "text/xml; charset=utf-8",
      text: worded(
        dress.trailingZeros,
        dress.groupedAmounts,
        dress.sidedAmounts,
        dress.paddedNumbers,
        dress.wordedLogicals,
        dress.tabs,
      ),
    },
  ],
  [
    "no count, no counters in reports, no sums, no single objects, no functions, rows in another order",
    { request: dress.unknownTdl, text: dress.reversedRows },
  ],
  [
    "mixed tags, decimal references, raw control characters, bare ampersands",
    {
      encoding: "utf-8",
      framing: "chunked",
      pieces: [2, 1, 5, 3, 2999],
      text: worded(
        dress.rawReservedMarks,
        dress.bareAmpersands,
        dress.fewEscapes,
        dress.decimalReferences,
        dress.mixedTags,
      ),
    },
  ],
];

const signal = new AbortController().signal;

function sync(replica: Replica): ReturnType<Replica["engine"]["sync"]> {
  return replica.engine.sync({ companies: [], full: false, acceptDeletes: true }, signal);
}

/** What the books say and the database does not. There is one company, and no second one may appear. */
async function differences(trial: Trial, replica: Replica): Promise<readonly Difference[]> {
  const rows = await replica.destination.db.selectFrom("companies").select("id").execute();
  expect(rows).toHaveLength(1);
  return rows.flatMap(({ id }) => compareReplica(replica.file, id, trial.control.books));
}

async function requireEqual(trial: Trial, replica: Replica): Promise<void> {
  const found = await differences(trial, replica);
  if (found.length > 0) throw new Error(tellDifferences(found));
}

async function loadChangeAndCompare(trial: Trial, replica: Replica): Promise<void> {
  expect((await sync(replica)).runs.map(({ status }) => status)).toEqual(["success"]);
  await requireEqual(trial, replica);
  const random = makeRandom(11);
  for (let turn = 0; turn < 10; turn += 1) runRandomOperation(trial.control, random);
  expect((await sync(replica)).runs.map(({ status }) => status)).toEqual(["success"]);
  await requireEqual(trial, replica);
}

describe("a server by another hand", () => {
  it.each(dresses)("is copied and kept current: %s", { timeout: 60_000 }, async (_, worn) => {
    await using trial = await startTrial({ vouchers: 16, seed: 5 });
    await using foreign = await openForeignTally(trial.port.url, worn);
    await using replica = await openReplica(foreign.url, { meetsFirst: true });
    await loadChangeAndCompare(trial, replica);
    const { companies } = await replica.engine.verify({ companies: [], asOf: null }, signal);
    // Without sums no count of vouchers can be compared; nothing else is left open.
    expect(companies.map(({ verdict }) => verdict)).toEqual([
      worn.request === undefined ? "verified" : "unknown",
    ]);
  });

  it("may be an Educational one", { timeout: 60_000 }, async () => {
    await using trial = await startTrial({ vouchers: 16, seed: 5, educational: true });
    await using foreign = await openForeignTally(trial.port.url, { encoding: "utf-8", framing: "close" });
    await using replica = await openReplica(foreign.url, { meetsFirst: true });
    await loadChangeAndCompare(trial, replica);
    expect(await differences(trial, replica)).toEqual([]);
  });
});

describe("a server whose answers cannot be believed", () => {
  it.each([
    ["a row that comes twice", { text: dress.repeatedRow }, "SOURCE_ANSWERS_DIFFERENTLY"],
    ["a length that leaves the end out", { lengthError: -5 }, "SOURCE_CUT_ANSWER"],
    ["a length beyond the end", { lengthError: 2 }, "SOURCE_CUT_ANSWER"],
    ["no day in any form", { request: dress.noDates }, "SOURCE_ANSWERS_DIFFERENTLY"],
  ] as const)("is refused in words and changes nothing: %s", { timeout: 60_000 }, async (_, worn, code) => {
    await using trial = await startTrial({ vouchers: 16, seed: 5 });
    await using foreign = await openForeignTally(trial.port.url, {});
    await using replica = await openReplica(foreign.url);
    await sync(replica);
    runRandomOperation(trial.control, makeRandom(3), ["renameLedger"]);
    runRandomOperation(trial.control, makeRandom(4), ["setNarration"]);
    runRandomOperation(trial.control, makeRandom(5), ["setNarration"]);
    const before = await differences(trial, replica);
    expect(before).not.toEqual([]);
    foreign.wear(worn);
    expect(await codeOf(replica)).toBe(code);
    expect(await differences(trial, replica)).toEqual(before);
    foreign.wear({});
    expect((await sync(replica)).runs.map(({ status }) => status)).toEqual(["success"]);
    await requireEqual(trial, replica);
  });
});

/** How a sync ends: with one run that failed, or before there was any. */
async function codeOf(replica: Replica): Promise<unknown> {
  try {
    return (await sync(replica)).runs.map(({ error }) => error?.code).join();
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
}
