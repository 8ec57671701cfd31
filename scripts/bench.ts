/**
 * What a full load and what changes cost, in figures and ratios: nothing passes or fails by time. The sample Tally and
 * the product run as processes of their own, as they do for a person. Leaves no file and no process behind.
 */
import os from "node:os";
import { formatCount } from "../src-main/contract/texts.ts";
import { formatCosts, measureChanges, measureIdleCompanies } from "./bench/cost.ts";
import type { CostMeasure } from "./bench/cost.ts";
import { formatDestinations, measureDestinations } from "./bench/destinations.ts";
import { openAnswers } from "./bench/answers.ts";
import { formatFullLoads, measureRepeatedly, warmUp } from "./bench/full-load.ts";
import type { FullLoadMeasure } from "./bench/full-load.ts";
import { measureReading } from "./bench/views.ts";
import { UsageError, parseOptions, samplePacesOf, usage } from "./bench/options.ts";
import type { BenchOptions } from "./bench/options.ts";
import { Product } from "./bench/product.ts";
import { startSample } from "./bench/sample.ts";
import type { Sample } from "./bench/sample.ts";
import { sqliteBay } from "./bench/servers.ts";
import { Workshop } from "./bench/workshop.ts";

const startedMs = performance.now();

/** Progress goes to standard error, so that the tables can be kept alone. */
function tell(what: string): void {
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  console.error(`${String(seconds).padStart(4)} s  ${what} …`);
}

function print(lines: readonly string[]): void {
  console.log(`\n${lines.join("\n")}`);
}

function describeMachine(): string {
  const processors = os.cpus();
  const load = os.loadavg()[0] ?? 0;
  const memory = Math.round(os.totalmem() / 1_000_000_000);
  return (
    `${processors.length} × ${processors[0]?.model.trim() ?? "processor"}, ${memory} GB, ${os.platform()}, ` +
    `Node ${process.versions.node}; load before the start ${load.toFixed(1)} ` +
    "(above the number of processors, walls say little)"
  );
}

/** The full load into SQLite at each pace, each with its floors. A real Tally's pace is waited for at one size only. */
async function measureLoads(
  workshop: Workshop,
  sample: Sample,
  vouchers: number,
  options: BenchOptions,
): Promise<readonly FullLoadMeasure[]> {
  const isSmallest = vouchers === options.vouchers[0];
  const measures: FullLoadMeasure[] = [];
  tell("warming up");
  await warmUp(workshop, sample);
  for (const pace of options.paces.filter((name) => name !== "real" || isSmallest)) {
    tell(`full load of ${formatCount(vouchers)} vouchers, pace ${pace}, then its floors`);
    await using bay = sqliteBay(workshop);
    await using answers = await openAnswers(workshop, sample, pace);
    const plan = {
      vouchers,
      name: `book-${vouchers}-${pace}`,
      freshAddress: () => bay.freshAddress(),
    };
    measures.push(await measureRepeatedly(workshop, answers, plan, options.repeats));
  }
  if (measures.length > 0) print(formatFullLoads(measures));
  return measures;
}

/** One book of `vouchers`: the full loads, and at the largest size the changes made to it. */
async function measureBook(
  workshop: Workshop,
  vouchers: number,
  options: BenchOptions,
): Promise<{ readonly loads: readonly FullLoadMeasure[]; readonly costs: readonly CostMeasure[] }> {
  const isLargest = vouchers === options.vouchers.at(-1);
  const hasCost = options.sections.has("cost") && isLargest;
  const hasViews = options.sections.has("views") && isLargest;
  const hasLoads = options.sections.has("full");
  if (!hasLoads && !hasCost && !hasViews) return { loads: [], costs: [] };
  tell(`making a book of ${formatCount(vouchers)} vouchers`);
  await using sample = await startSample(workshop, { companies: 1, vouchers });
  const loads = hasLoads ? await measureLoads(workshop, sample, vouchers, options) : [];
  if (!hasCost && !hasViews) return { loads, costs: [] };
  const product = new Product(workshop, `book-${vouchers}`, sample.url);
  tell(`loading ${formatCount(vouchers)} vouchers`);
  await product.sync();
  if (hasViews) print(await measureReading(product, tell));
  const paces = samplePacesOf(options);
  const costs = hasCost ? await measureChanges(sample, product, { vouchers, paces }, tell) : [];
  return { loads, costs };
}

async function runBench(options: BenchOptions, signal: AbortSignal): Promise<void> {
  await using workshop = new Workshop(signal);
  console.log(describeMachine());
  await workshop.build();
  const loads: FullLoadMeasure[] = [];
  const costs: CostMeasure[] = [];
  if (options.sections.has("cost")) {
    tell("forty companies");
    costs.push(...(await measureIdleCompanies(workshop, samplePacesOf(options))));
  }
  for (const vouchers of options.vouchers) {
    const measured = await measureBook(workshop, vouchers, options);
    loads.push(...measured.loads);
    costs.push(...measured.costs);
  }
  if (options.vouchers.length > 1 && loads.length > 1) print(formatFullLoads(loads));
  if (options.sections.has("destinations")) {
    print(formatDestinations(await measureDestinations(workshop, options, tell)));
  }
  if (costs.length > 0) print(formatCosts(costs));
  tell("done");
}

const interruptedStatus = 130;
const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => controller.abort());

try {
  await runBench(parseOptions(process.argv.slice(2)), controller.signal);
} catch (error) {
  if (controller.signal.aborted) process.exitCode = interruptedStatus;
  else if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else throw error;
}
