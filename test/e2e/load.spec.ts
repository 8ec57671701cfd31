import { existsSync, readFileSync } from "node:fs";
import type { RunningApp } from "../electron-stand-in/host/running-app.ts";
import { expect, test } from "./support/fixture.ts";
import { ask, isAtRest, isIdle, settingsFor, startProduct, waitForState } from "./support/product.ts";
import type { Product } from "./support/product.ts";
import { readProbe } from "./support/probe.ts";

/** Vouchers of the large load, about 13 rows each; 77000 make a million rows. */
const vouchers = Number(process.env["TALLY_REPLICA_LOAD_VOUCHERS"] ?? "4000");
const mostBusyMs = 50;
const runs = 50;
/** A leak of half a megabyte in each run would pass it; caches that are still filling do not. */
const mostGrowthMb = 25;

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
  test.setTimeout(Math.max(600_000, vouchers * 60));
  const sample = await startTally({ vouchers });
  await sample.port.stopListening();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, ({ tally }) => tally.sight === "notRunning");
  await beginMeasuring(product.app);
  await sample.port.resumeListening();
  await ask(page, "agent.syncNow", { company: null });
  const { companies } = await waitForState(page, isIdle, Math.max(500_000, vouchers * 50));
  const { longestMs, lateMs } = await endMeasuring(product.app);
  console.log(
    `${companies[0]?.rows ?? 0} entries: main thread at most ${longestMs.toFixed(1)} ms busy in one go, ` +
      `99 % of its timers within ${lateMs.toFixed(0)} ms`,
  );
  expect(companies[0]?.rows).toBeGreaterThan(vouchers);
  expect(longestMs).toBeLessThan(mostBusyMs);
});

test("memory stays what it is over fifty runs", async ({ launcher, startTally }) => {
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
  const before = await readMemory(product);
  for (let index = 0; index < runs; index += 1) await runOnce();
  const after = await readMemory(product);
  for (const part of ["main", "window", "worker"] as const) {
    console.log(`${part}: ${before[part].toFixed(0)} MB, after ${runs} runs ${after[part].toFixed(0)} MB`);
    expect(after[part] - before[part], part).toBeLessThan(mostGrowthMb);
  }
  expect((await readProbe(product.app)).trays).toBe(1);
});

interface Memory {
  /** What is really used by the main process and the page, after the garbage is gone. */
  readonly main: number;
  readonly window: number;
  /** All that the worker holds of the machine; 0 where the system does not show it. */
  readonly worker: number;
}

async function readMemory({ app, page }: Product): Promise<Memory> {
  const main = await app.evaluate(() => {
    process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
    const collect = process.getBuiltinModule("node:vm").runInNewContext("gc") as () => void;
    collect();
    return process.memoryUsage().heapUsed / 1_048_576;
  });
  const session = await app.context().newCDPSession(page());
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const pid = await app.evaluate(() => process.pid);
  return { main, window: usedSize / 1_048_576, worker: residentOfChildren(pid) };
}

function residentOfChildren(pid: number): number {
  const list = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(list)) return 0;
  const children = readFileSync(list, "utf8").split(" ").filter(Boolean);
  const sizes = children.map((child) => {
    const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1_024;
  });
  return Math.max(0, ...sizes);
}
