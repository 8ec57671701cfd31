import os from "node:os";
import { formatTable } from "../../src-main/command-line/table.ts";
import { formatBytes, formatCount } from "../../src-main/contract/texts.ts";
import { downloadAndDiscard } from "./download-floor.ts";
import { insertOnly } from "./insert-floor.ts";
import type { InsertFloor } from "./insert-floor.ts";
import { Product, readLines } from "./product.ts";
import type { Pace } from "./options.ts";
import type { SentRequest, SyncMeasure } from "./product.ts";
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

/** The first load, then its two floors on the same books; `fresh` names an empty database for the rows alone. */
export async function measureFullLoad(
  workshop: Workshop,
  sample: Sample,
  product: Product,
  { vouchers, pace }: { readonly vouchers: number; readonly pace: Pace },
  fresh: string = `sqlite:${workshop.file(`insert-only-${product.name}.sqlite`)}`,
): Promise<FullLoadMeasure> {
  const requestsFile = workshop.file(`requests-${product.name}`);
  await sample.setPace(pace);
  await sample.clearLog();
  const loading = processorWatch(sample);
  const sync = await product.sync({ requestsFile });
  const tallyProcessorMs = loading();
  const asked = await sample.asked();
  const requests = readLines(requestsFile) as readonly SentRequest[];
  const downloading = processorWatch(sample);
  const downloadMs = await downloadAndDiscard(sample.url, requests, workshop.signal);
  const downloadProcessorMs = downloading();
  await sample.setPace("fast");
  const databases = { loaded: product.databaseAddress, fresh };
  const insert = await insertOnly(sample.url, databases, workshop.signal);
  return { vouchers, pace, sync, asked, tallyProcessorMs, downloadMs, downloadProcessorMs, insert };
}

/** Tells what the sample Tally has used since. */
function processorWatch(sample: Sample): () => number | null {
  const before = sample.processorMs();
  return () => {
    const now = sample.processorMs();
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

const figures: readonly Figure[] = [
  {
    title: "Tally answers",
    of: ({ pace }) => (pace === "fast" ? "as fast as it can" : "like a real one"),
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
