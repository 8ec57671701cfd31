import os from "node:os";
import { formatTable } from "../../src-main/command-line/table.ts";
import { formatBytes, formatCount } from "../../src-main/contract/texts.ts";
import { downloadAndDiscard } from "./download-floor.ts";
import { insertOnly } from "./insert-floor.ts";
import type { InsertFloor } from "./insert-floor.ts";
import { Product, readLines } from "./product.ts";
import { isRecorded } from "./options.ts";
import type { Pace } from "./options.ts";
import type { SentRequest, SyncMeasure } from "./product.ts";
import type { Answers } from "./answers.ts";
import type { Asked, Sample } from "./sample.ts";
import type { Workshop } from "./workshop.ts";

/** The best known loader on a book of 100,000 vouchers: 37 requests, 601 MB (UTF-16), 13 walks, 1.36 GB. */
const bestKnownLoader = { requests: 37, bytesPerVoucher: 6_010, walks: 13, peakMemoryBytes: 1_360_000_000 };
const bytesPerCharacter = 2;

export interface FullLoadMeasure {
  readonly vouchers: number;
  readonly pace: Pace;
  readonly sync: SyncMeasure;
  readonly asked: Asked;
  /** Of the sample Tally's process while the product loaded; null where the system does not tell it. */
  readonly tallyProcessorMs: number | null;
  readonly downloadMs: number;
  /** The same while its answers are thrown away. */
  readonly downloadProcessorMs: number | null;
  readonly insert: InsertFloor;
}

/** A small book is read and thrown away, so that the sample Tally's code is warm when the measured load begins. */
export async function warmUp(workshop: Workshop, sample: Sample): Promise<void> {
  const company = "Warm-up";
  await sample.control("addCompany", { name: company, vouchers: 2_000, seed: 77 });
  await new Product(workshop, "warm-up", sample.url).sync({ company });
  await sample.control("removeCompany", { company });
}

export interface LoadPlan {
  readonly vouchers: number;
  /** Names the files. */
  readonly name: string;
  /** An empty database, as after `--to`. */
  readonly freshAddress: () => Promise<string>;
}

/** The first load, then its two floors on the same answers. */
export async function measureFullLoad(
  workshop: Workshop,
  answers: Answers,
  { vouchers, name, freshAddress }: LoadPlan,
): Promise<FullLoadMeasure> {
  const requestsFile = workshop.file(`requests-${name}`);
  const product = new Product(workshop, name, answers.url, await freshAddress());
  await answers.begin();
  const loading = processorWatch(answers);
  const sync = await product.sync({ requestsFile });
  const tallyProcessorMs = loading();
  const asked = await answers.asked();
  const requests = readLines(requestsFile) as readonly SentRequest[];
  const downloading = processorWatch(answers);
  const downloadMs = await downloadAndDiscard(answers.url, requests, workshop.signal);
  const downloadProcessorMs = downloading();
  const databases = { loaded: product.databaseAddress, fresh: await freshAddress() };
  const insert = await insertOnly(answers.url, databases, workshop.signal);
  const { pace } = answers;
  return { vouchers, pace, sync, asked, tallyProcessorMs, downloadMs, downloadProcessorMs, insert };
}

/** Recorded answers cost next to nothing, so such a load is measured several times; what is left is the product. */
export async function measureRepeatedly(
  workshop: Workshop,
  answers: Answers,
  plan: LoadPlan,
  repeats: number,
): Promise<FullLoadMeasure> {
  const measures: FullLoadMeasure[] = [];
  const times = isRecorded(answers.pace) ? repeats : 1;
  for (let turn = 1; turn <= times; turn += 1)
    measures.push(await measureFullLoad(workshop, answers, { ...plan, name: `${plan.name}-${turn}` }));
  return fastestOf(measures);
}

/** Whatever disturbs a measurement makes it longer: the least of each is nearest to the truth. */
function fastestOf(measures: readonly FullLoadMeasure[]): FullLoadMeasure {
  const [first] = measures;
  if (first === undefined) throw new RangeError("nothing was measured");
  const least = (of: (measure: FullLoadMeasure) => number): number => Math.min(...measures.map(of));
  return {
    ...first,
    sync: {
      ...first.sync,
      wallMs: least(({ sync }) => sync.wallMs),
      processorMs: least(({ sync }) => sync.processorMs),
      peakMemoryBytes: Math.max(...measures.map(({ sync }) => sync.peakMemoryBytes)),
    },
    downloadMs: least(({ downloadMs }) => downloadMs),
    insert: {
      wallMs: least(({ insert }) => insert.wallMs),
      processorMs: least(({ insert }) => insert.processorMs),
    },
  };
}

/** Tells what the answering process has used since. */
function processorWatch(answers: Answers): () => number | null {
  const before = answers.processorMs();
  return () => {
    const now = answers.processorMs();
    return before === null || now === null ? null : now - before;
  };
}

interface Figure {
  readonly title: string;
  readonly of: (measure: FullLoadMeasure) => string;
  readonly aim?: string;
  readonly loader?: string;
}

function perVoucher(bytes: (measure: FullLoadMeasure) => number): (measure: FullLoadMeasure) => string {
  return (measure) => formatCount(bytes(measure) / measure.vouchers);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** Both programs share this machine: sooner than its processors allow, nothing is done however well they overlap. */
function leastWallMs({ sync, tallyProcessorMs }: FullLoadMeasure): number | null {
  return tallyProcessorMs === null ? null : (sync.processorMs + tallyProcessorMs) / os.availableParallelism();
}

/** Like the ratio of walls, but in processor time, so that it says something while others use this machine. */
function leastRatio(measure: FullLoadMeasure): number | null {
  const wallMs = leastWallMs(measure);
  if (wallMs === null || measure.downloadProcessorMs === null) return null;
  return wallMs / Math.max(measure.downloadProcessorMs, measure.insert.processorMs);
}

function orNothing(value: number | null, format: (value: number) => string): string {
  return value === null ? "–" : format(value);
}

const paceWords: Readonly<Record<Pace, string>> = {
  fast: "as fast as it can",
  real: "like a real one",
  recorded: "from memory",
  apart: "as if apart",
};

const figures: readonly Figure[] = [
  {
    title: "Tally answers",
    of: ({ pace }) => paceWords[pace],
  },
  { title: "wall, program start included", of: ({ sync }) => seconds(sync.wallMs) },
  { title: "processor time of the product", of: ({ sync }) => seconds(sync.processorMs) },
  {
    title: "vouchers a second",
    of: ({ vouchers, sync }) => formatCount((vouchers * 1000) / sync.wallMs),
  },
  { title: "floor: download and discard", of: ({ downloadMs }) => seconds(downloadMs) },
  { title: "floor: insert the decoded rows", of: ({ insert }) => seconds(insert.wallMs) },
  { title: "its processor time", of: ({ insert }) => seconds(insert.processorMs) },
  {
    title: "wall / larger floor",
    of: ({ sync, downloadMs, insert }) => (sync.wallMs / Math.max(downloadMs, insert.wallMs)).toFixed(2),
    aim: "≤ 1.3",
  },
  {
    title: "processor time of the sample Tally",
    of: ({ tallyProcessorMs }) => orNothing(tallyProcessorMs, seconds),
  },
  {
    title: "the same while discarding",
    of: ({ downloadProcessorMs }) => orNothing(downloadProcessorMs, seconds),
  },
  {
    title: `least wall on ${os.availableParallelism()} processors`,
    of: (measure) => orNothing(leastWallMs(measure), seconds),
  },
  {
    title: "least wall / larger floor, both in processor time",
    of: (measure) => orNothing(leastRatio(measure), (ratio) => ratio.toFixed(2)),
  },
  {
    title: "peak memory",
    of: ({ sync }) => formatBytes(sync.peakMemoryBytes),
    aim: "< 250 MB, same at all sizes",
    loader: formatBytes(bestKnownLoader.peakMemoryBytes),
  },
  { title: "received", of: ({ asked }) => formatBytes(asked.bytes) },
  {
    title: "bytes a voucher (UTF-16)",
    of: perVoucher(({ asked }) => asked.bytes),
    aim: `≤ ${formatCount(bestKnownLoader.bytesPerVoucher / 3)}, a third`,
    loader: formatCount(bestKnownLoader.bytesPerVoucher),
  },
  {
    title: "characters a voucher",
    of: perVoucher(({ asked }) => asked.bytes / bytesPerCharacter),
    loader: formatCount(bestKnownLoader.bytesPerVoucher / bytesPerCharacter),
  },
  {
    title: "walks through the book",
    of: ({ asked, vouchers }) => (asked.vouchersWalked / vouchers).toFixed(2),
    aim: "1 with content",
    loader: String(bestKnownLoader.walks),
  },
  {
    title: "requests",
    of: ({ asked }) => formatCount(asked.requests),
    loader: `${bestKnownLoader.requests} at 1,00,000`,
  },
  { title: "longest request", of: ({ asked }) => seconds(asked.longestMs) },
];

/** One column a size, or a destination. */
export function formatFullLoads(
  measures: readonly FullLoadMeasure[],
  titles: readonly string[] = measures.map(({ vouchers }) => formatCount(vouchers)),
): readonly string[] {
  const columns = [
    { title: "Full load" },
    ...titles.map((title) => ({ title, align: "right" as const })),
    { title: "Aim" },
    { title: "Best known loader" },
  ];
  const rows = figures.map(({ title, of, aim = "", loader = "" }) => [
    title,
    ...measures.map(of),
    aim,
    loader,
  ]);
  return formatTable(columns, rows);
}
