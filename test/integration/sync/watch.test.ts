import { describe, expect, it } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import type { SyncReport } from "../../../src-main/sync/engine.ts";
import { type SampleTally, startSampleTally } from "../../../src-main/sample-tally/index.ts";
import { openReplica, type Replica } from "../../support/replica-trial.ts";
import { everyMs, SteppedClock } from "../../support/stepped-clock.ts";

const everySeconds = everyMs / 1_000;

interface Watched {
  readonly passes: readonly (readonly string[])[];
  readonly pausesMs: readonly number[];
}

async function watch(
  replica: Replica,
  clock: SteppedClock,
  companies: readonly string[] = [],
): Promise<Watched> {
  const passes: (readonly string[])[] = [];
  const onReport = ({ runs }: SyncReport): void => {
    passes.push(
      runs.map(({ company, status, error }) => [company, status, error?.code ?? ""].join(" ").trim()),
    );
  };
  await replica.engine.watch({ everySeconds, companies, onReport }, clock.stop.signal);
  return { passes, pausesMs: clock.pausesMs };
}

function startSample(count: number): Promise<SampleTally> {
  return startSampleTally({ companies: count, vouchers: 12, seed: 71 });
}

const first = "Sample Trading Company";

describe("watch", () => {
  it("lives through Tally closed, company closed and locked, and goes on by itself at its rhythm", async () => {
    await using sample = await startSample(1);
    const company = sample.company();
    const clock = new SteppedClock([
      () => sample.port.stopListening(),
      () => company.postRandom(),
      () => sample.port.resumeListening(),
      () => sample.state.setOpen(company, false),
      () => company.postRandom(),
      () => sample.state.setOpen(company, true),
      () => sample.state.setLocked(company, true),
      () => sample.state.setLocked(company, false),
    ]);
    await using replica = await openReplica(sample.url, { clock });
    const { passes, pausesMs } = await watch(replica, clock);
    expect(passes).toEqual([
      [`${first} success`],
      [`${first} success`],
      [`${first} success`],
      [`${first} no_change`],
    ]);
    expect(pausesMs).toEqual(Array.from({ length: 9 }, () => everyMs));
  });

  it("backs off while a company's run fails, leaves the others their turn, and forgets it when it is well", async () => {
    await using sample = await startSample(2);
    const [sick, well] = sample.state.all;
    if (sick === undefined || well === undefined) throw new Error("two companies are needed");
    // Every request about the sick company fails; the list of companies does not name it.
    const spoil = (): void =>
      sample.port.faults.add({
        fault: { kind: "exception", text: "Memory Access Violation" },
        contains: "<SVCURRENTCOMPANY>Sample Trading Company<",
        times: 1_000,
      });
    let turn = 0;
    const post = (): void => {
      turn += 1;
      sick.postRandom();
      well.postRandom();
      if (turn === 10) sample.port.faults.clear();
    };
    const clock = new SteppedClock([() => [spoil(), post()], ...Array.from({ length: 18 }, () => post)]);
    await using replica = await openReplica(sample.url, { clock });
    const { passes } = await watch(replica, clock);
    const sickTurns = passes.map((runs) => runs.find((run) => run.startsWith(first)) ?? "left out");
    expect(passes.every((runs) => runs.some((run) => run.endsWith("Co. success")))).toBe(true);
    const failed = sickTurns.filter((turn) => turn === `${first} failed SOURCE_EXCEPTION`);
    expect(failed.length).toBeGreaterThan(3);
    expect(sickTurns.slice(1, 11)).toContain("left out");
    expect(sickTurns.slice(-3)).toEqual(Array.from({ length: 3 }, () => `${first} success`));
  });

  it("lives through a database that is locked or away", async () => {
    await using sample = await startSample(1);
    let isAway = false;
    const company = sample.company();
    const clock = new SteppedClock([
      () => [(isAway = true), company.postRandom()],
      () => {},
      () => {},
      () => {},
      () => (isAway = false),
    ]);
    await using replica = await openReplica(sample.url, {
      clock,
      wrapDestination: (destination) =>
        new Proxy(destination, {
          get: (target, member) => {
            if (isAway && member === "db") throw new ReplicaError("DEST_LOCKED");
            const value: unknown = Reflect.get(target, member, target);
            return typeof value === "function" ? value.bind(target) : value;
          },
        }),
    });
    const { passes, pausesMs } = await watch(replica, clock);
    expect(passes).toEqual([[`${first} success`], [`${first} success`]]);
    // From 5 s doubling, but never sooner than the rhythm: the fifth failure in a row would be the first to wait.
    expect(pausesMs).toEqual([everyMs, everyMs, everyMs, everyMs, everyMs, everyMs]);
  });

  it(
    "asks one thing at a time for forty companies, gives each its turn, and looks once after a long sleep",
    { timeout: 600_000 },
    async () => {
      await using sample = await startSample(0);
      for (let index = 1; index <= 40; index += 1) {
        sample.addCompany({ name: `Company ${index}`, vouchers: index <= 3 ? 4 : 0, seed: index });
      }
      let underWay = 0;
      let most = 0;
      const memory = {
        begin: () => void (most = Math.max(most, (underWay += 1))),
        end: () => void (underWay -= 1),
        isHeldBack: () => false,
      };
      const quiet: number[] = [];
      let before = 0;
      const clock = new SteppedClock([
        () => {
          before = sample.port.log.length;
          clock.jump(10 * 3_600_000);
        },
        () => {
          quiet.push(sample.port.log.length - before);
          for (const control of sample.state.all.slice(-3)) control.masters.create("LEDGER", "New one");
        },
      ]);
      await using replica = await openReplica(sample.url, { clock, source: { memory } });
      const { passes } = await watch(replica, clock);
      expect(passes).toHaveLength(3);
      const names = sample.books.map((books) => books.name);
      expect(passes[0]).toEqual(names.map((name) => `${name} success`));
      expect(passes[1]).toEqual(names.map((name) => `${name} no_change`));
      expect(passes[2]).toEqual(
        names.map((name, index) => `${name} ${index < names.length - 3 ? "no_change" : "success"}`),
      );
      // Ten hours asleep are one look, not six hundred.
      expect(quiet).toEqual([1]);
      expect(most).toBe(1);
    },
  );

  it("asks the others no more once Tally is gone in mid-pass", async () => {
    await using sample = await startSample(3);
    const clock = new SteppedClock([
      () => {
        for (const control of sample.state.all) control.postRandom();
        sample.port.faults.add({ fault: { kind: "hang" }, requestKind: "data", after: 1 });
      },
      () => {},
    ]);
    await using replica = await openReplica(sample.url, {
      clock,
      source: { silenceTimeoutMs: 1_000, repeatPauseMs: 0 },
    });
    const { passes } = await watch(replica, clock);
    expect(passes[1]?.map((run) => run.split(" ").slice(-2).join(" "))).toEqual(
      Array.from({ length: 3 }, () => "failed SOURCE_TIMEOUT"),
    );
    expect(passes[2]?.every((run) => run.endsWith(" success"))).toBe(true);
  });

  it("ends at once on Ctrl+C in mid-run, and the run says so", async () => {
    await using sample = await startSample(1);
    const clock = new SteppedClock([]);
    await using replica = await openReplica(sample.url, {
      clock,
      onSeam: (seam) => {
        if (seam === "masters read") clock.stop.abort();
      },
    });
    const { passes, pausesMs } = await watch(replica, clock);
    expect(passes).toEqual([[`${first} cancelled INTERNAL_STOPPED`]]);
    expect(pausesMs.length).toBeLessThanOrEqual(1);
  });

  it("tells at the start what only a person can mend, and later waits for it", async () => {
    await using sample = await startSample(1);
    const wrong = { kind: "garbage" } as const;
    const clock = new SteppedClock([
      () => sample.port.faults.add({ fault: wrong, times: 2 }),
      () => {},
      () => {},
    ]);
    await using replica = await openReplica(sample.url, { clock });
    sample.port.faults.add({ fault: wrong });
    await expect(watch(replica, clock)).rejects.toMatchObject({ code: "SOURCE_NOT_TALLY" });
    const { passes, pausesMs } = await watch(replica, clock);
    expect(passes).toEqual([[`${first} success`], [`${first} no_change`]]);
    expect(pausesMs).toEqual([everyMs, 300_000, 300_000, everyMs]);
  });
});
