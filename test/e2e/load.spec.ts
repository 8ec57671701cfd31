import type { RunningApp } from "../electron-stand-in/host/running-app.ts";
import { expect, test } from "./support/fixture.ts";
import { ask, isAtRest, isIdle, settingsFor, startProduct, waitForState } from "./support/product.ts";
import { readProbe } from "./support/probe.ts";

/** Vouchers of the large load, about 13 rows each; 77000 make a million rows. */
const vouchers = Number(process.env["TALLY_REPLICA_LOAD_VOUCHERS"] ?? "4000");
const mostBusyMs = 50;
const runs = 50;
const mostGrowthMb = 30;

interface Busy {
  /** Longest work in one go, by the processor time of the main thread: other programs on the machine do not count. */
  readonly longestMs: number;
  /** How late its timers were on this machine, whoever was to blame. */
  readonly lateMs: number;
}

interface Measurement {
  readonly timer: NodeJS.Timeout;
  longestMicros: number;
  readonly delay: { readonly percentile: (each: number) => number };
}
type Measured = typeof globalThis & { __measurement?: Measurement };

async function beginMeasuring(app: RunningApp): Promise<void> {
  await app.evaluate(() => {
    const delay = process.getBuiltinModule("node:perf_hooks").monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const used = (): number => {
      const { user, system } = process.threadCpuUsage();
      return user + system;
    };
    let last = used();
    const measurement: Measurement = {
      delay,
      longestMicros: 0,
      timer: setInterval(() => {
        const now = used();
        measurement.longestMicros = Math.max(measurement.longestMicros, now - last);
        last = now;
      }, 2),
    };
    (globalThis as Measured).__measurement = measurement;
  });
}

async function endMeasuring(app: RunningApp): Promise<Busy> {
  return await app.evaluate(() => {
    const { timer, longestMicros, delay } = (globalThis as Measured).__measurement!;
    clearInterval(timer);
    return { longestMs: longestMicros / 1_000, lateMs: delay.percentile(99) / 1e6 };
  });
}

test("the main process stays quick while a large company is loaded", async ({ launcher, startTally }) => {
  test.setTimeout(Math.max(240_000, vouchers * 60));
  const sample = await startTally({ vouchers });
  await sample.port.stopListening();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, ({ tally }) => tally.sight === "notRunning");
  await beginMeasuring(product.app);
  await sample.port.resumeListening();
  await ask(page, "agent.syncNow", { company: null });
  const { companies } = await waitForState(page, isIdle, Math.max(200_000, vouchers * 50));
  const { longestMs, lateMs } = await endMeasuring(product.app);
  console.log(
    `${companies[0]?.rows ?? 0} entries: main thread at most ${longestMs.toFixed(1)} ms busy in one go, ` +
      `99 % of its timers within ${lateMs.toFixed(0)} ms`,
  );
  expect(companies[0]?.rows).toBeGreaterThan(vouchers);
  expect(longestMs).toBeLessThan(mostBusyMs);
});

test("memory stays what it is over fifty runs", async ({ launcher, startTally }) => {
  test.setTimeout(240_000);
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  let last = (await waitForState(page, isAtRest)).lastPassAt;
  const runOnce = async (): Promise<void> => {
    sample.company().postRandom();
    await ask(page, "agent.syncNow", { company: null });
    const before = last;
    last = (await waitForState(page, (state) => isIdle(state) && state.lastPassAt !== before)).lastPassAt;
  };
  // The first runs fill caches.
  for (let index = 0; index < 10; index += 1) await runOnce();
  const before = await readMemoryMb(product.app);
  for (let index = 0; index < runs; index += 1) await runOnce();
  const after = await readMemoryMb(product.app);
  console.log(`main process: ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after ${runs} runs`);
  expect(after - before).toBeLessThan(mostGrowthMb);
  expect((await readProbe(product.app)).trays).toBe(1);
});

/** What is really used, after the garbage is gone. */
async function readMemoryMb(app: RunningApp): Promise<number> {
  return await app.evaluate(() => {
    process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
    const collect = process.getBuiltinModule("node:vm").runInNewContext("gc") as () => void;
    collect();
    return process.memoryUsage().heapUsed / 1_048_576;
  });
}
