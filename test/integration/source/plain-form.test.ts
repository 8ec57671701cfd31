import { describe, expect, it } from "vitest";
import type { RunReport } from "../../../src-main/contract/run.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import type { Installation } from "../../../src-main/source/installation.ts";
import { compareReplica } from "../../support/expected-rows/index.ts";
import { type Dress, openForeignTally } from "../../support/foreign-tally.ts";
import { onlyRun, openReplica, startTrial, type Trial } from "../../support/replica-trial.ts";

/** What a Tally makes of the conditions that hide what a voucher says twice, nobody has seen on every release. */
const signal = new AbortController().signal;

/** A Tally to which a method of the object above is equal to everything. */
const hidesTooMuch: Dress = {
  request: (text) =>
    text.replaceAll(/<INVISIBLE>([^<]*)<\/INVISIBLE>/g, (all, condition: string) =>
      condition.includes("$..") && !condition.includes("$Narration") ? "<INVISIBLE>Yes</INVISIBLE>" : all,
    ),
};

/** A Tally that takes the first of a list for an error. */
const refusesPlaces: Dress = {
  text: (text, request) =>
    request.includes("[First].BatchName")
      ? "<RESPONSE><LINEERROR>Could not understand '[First]'</LINEERROR></RESPONSE>"
      : text,
};

async function meet(url: string): Promise<Installation> {
  const source = createTallySource({ url });
  try {
    const [company] = await source.probe(signal);
    if (company === undefined) throw new Error("the sample has no company");
    return await source.meet(company, signal);
  } finally {
    await source.close();
  }
}

function plainStep({ observations }: Installation): string | undefined {
  return observations.find(({ step }) => step === "plainVouchers")?.outcome;
}

async function loadAndChange(trial: Trial, url: string, installation: Installation): Promise<void> {
  await using replica = await openReplica(url, { source: { installation } });
  const random = makeRandom(21);
  for (let pass = 1; pass <= 2; pass += 1) {
    const { runs } = await replica.engine.sync({ companies: [], full: false, acceptDeletes: true }, signal);
    expect(runs.map(({ status, error }) => [status, error])).toEqual([["success", null]]);
    const { id } = await replica.destination.db
      .selectFrom("companies")
      .select("id")
      .executeTakeFirstOrThrow();
    expect(compareReplica(replica.file, id, trial.control.books)).toEqual([]);
    for (let turn = 0; turn < 30; turn += 1) runRandomOperation(trial.control, random);
  }
}

describe("vouchers in the plain form", { timeout: 60_000 }, () => {
  it("hold what the short form holds, whatever a book holds", async () => {
    await using trial = await startTrial({ vouchers: 400, seed: 71 });
    const met = await meet(trial.port.url);
    expect([plainStep(met), met.vouchersForm]).toEqual(["ok", "short"]);
    await loadAndChange(trial, trial.port.url, { ...met, vouchersForm: "plain" });
  });

  it("are chosen where a Tally hides more than it should, which no other sign would tell", async () => {
    await using trial = await startTrial({ vouchers: 80, seed: 72 });
    await using foreign = await openForeignTally(trial.port.url, hidesTooMuch);
    const met = await meet(foreign.url);
    expect([plainStep(met), met.vouchersForm]).toEqual(["differs", "plain"]);
    expect(met.observations.find(({ step }) => step === "plainVouchers")?.seen).toMatch(
      /^\d+ of \d+ vouchers read otherwise, .*voucher_ledger_entries\.ledger_name/,
    );
    await loadAndChange(trial, foreign.url, met);
  });

  it("are chosen where a Tally refuses the short form", async () => {
    await using trial = await startTrial({ vouchers: 80, seed: 73 });
    await using foreign = await openForeignTally(trial.port.url, refusesPlaces);
    const met = await meet(foreign.url);
    expect([plainStep(met), met.vouchersForm]).toEqual(["ok", "plain"]);
    await loadAndChange(trial, foreign.url, met);
  });
});

describe("a table at first contact", { timeout: 60_000 }, () => {
  /** The first so many questions about a type are refused. */
  function refuses(type: string, times: number): Dress {
    let left = times;
    return {
      text: (text, request) =>
        request.includes(`<TYPE>${type}</TYPE>`) && left-- > 0
          ? "<RESPONSE><LINEERROR>Something went wrong</LINEERROR></RESPONSE>"
          : text,
    };
  }

  it.for([
    ["Budget", 1, []],
    ["Budget", 2, ["budgets"]],
    ["AttendanceType", 2, ["attendance_types"]],
    ["Unit", 2, []],
  ] as const)(
    "is left out only where it is refused twice and others can do without it: %s, %i",
    async ([type, times, refused]) => {
      await using trial = await startTrial({ vouchers: 20, seed: 74 });
      await using foreign = await openForeignTally(trial.port.url, refuses(type, times));
      expect((await meet(foreign.url)).refusedStreams).toEqual(refused);
    },
  );

  it("is not left out for a bad moment", async () => {
    await using trial = await startTrial({ vouchers: 20, seed: 74 });
    for (const type of ["Unit", "Budget"]) {
      let left = 2;
      const isCut = (request: string): boolean => request.includes(`<TYPE>${type}</TYPE>`) && left-- > 0;
      const cuts: Dress = {
        text: (text, request) => (isCut(request) ? text.slice(0, text.length / 2) : text),
      };
      await using foreign = await openForeignTally(trial.port.url, cuts);
      expect((await meet(foreign.url)).refusedStreams).toEqual([]);
      expect(left).toBe(1);
    }
  });

  it("that every release has is no table to load without: the load says what Tally says", async () => {
    await using trial = await startTrial({ vouchers: 20, seed: 74 });
    await using foreign = await openForeignTally(trial.port.url, refuses("Unit", 3));
    const met = await meet(foreign.url);
    await using replica = await openReplica(foreign.url, { source: { installation: met } });
    const sync = async (): Promise<RunReport> =>
      onlyRun(await replica.engine.sync({ companies: [], full: false, acceptDeletes: false }, signal));
    expect(await sync()).toMatchObject({ status: "failed", error: { code: "SOURCE_LINE_ERROR" } });
    expect(await sync()).toMatchObject({ status: "success" });
  });

  it("is left out of the replica of a Tally that never has it, and nothing else is", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 75 });
    await using foreign = await openForeignTally(trial.port.url, refuses("AttendanceType", Infinity));
    await using replica = await openReplica(foreign.url, { meetsFirst: true });
    const random = makeRandom(12);
    for (let run = 0; run < 3; run += 1) {
      const request = { companies: [], full: false, acceptDeletes: true };
      expect(onlyRun(await replica.engine.sync(request, signal))).toMatchObject({ status: "success" });
      const differing = compareReplica(replica.file, 1, trial.control.books).map(({ table }) => table);
      expect(differing).toContain("attendance_types");
      expect(new Set(differing).difference(new Set(["attendance_types", "voucher_attendance"]))).toEqual(
        new Set(),
      );
      for (let turn = 0; turn < 5; turn += 1) runRandomOperation(trial.control, random);
    }
  });
});
