import type { RunningApp } from "../electron-stand-in/host/running-app.ts";
import { expect, test } from "./support/fixture.ts";
import { ask, isAtRest, isIdle, settingsFor, startProduct, waitForState } from "./support/product.ts";
import { readProbe } from "./support/probe.ts";

/** Vouchers of the large load, about 13 rows each; 77000 make a million rows. */
const vouchers = Number(process.env["TALLY_REPLICA_LOAD_VOUCHERS"] ?? "4000");
const mostDelayMs = 50;
const runs = 50;
const mostGrowthMb = 30;

interface Delay {
  readonly maxMs: number;
  readonly p99Ms: number;
}

type Measured = typeof globalThis & {
  __delay?: { readonly histogram: { max: number; percentile(each: number): number; disable(): boolean } };
};

async function beginMeasuring(app: RunningApp): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule("node:perf_hooks");
    const histogram = monitorEventLoopDelay({ resolution: 5 });
    histogram.enable();
    (globalThis as Measured).__delay = { histogram };
  });
}

async function endMeasuring(app: RunningApp): Promise<Delay> {
  return await app.evaluate(() => {
    const { histogram } = (globalThis as Measured).__delay!;
    histogram.disable();
    // The histogram counts its own tick of 5 ms as well.
    return { maxMs: histogram.max / 1e6 - 5, p99Ms: histogram.percentile(99) / 1e6 - 5 };
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
  const delay = await endMeasuring(product.app);
  test.info().annotations.push({
    type: "measured",
    description: `${companies[0]?.rows ?? 0} entries: event loop at most ${delay.maxMs.toFixed(0)} ms late, 99 % within ${delay.p99Ms.toFixed(0)} ms`,
  });
  console.log(test.info().annotations.at(-1)?.description);
  expect(companies[0]?.rows).toBeGreaterThan(vouchers);
  expect(delay.p99Ms).toBeLessThan(mostDelayMs);
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
