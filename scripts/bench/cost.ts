import { formatTable } from "../../src-main/command-line/table.ts";
import { formatBytes, formatCount } from "../../src-main/contract/texts.ts";
import { ReplicaBooks, changes } from "./changes.ts";
import type { SamplePace } from "./options.ts";
import { Product } from "./product.ts";
import { startSample } from "./sample.ts";
import type { Asked, Sample } from "./sample.ts";
import type { Workshop } from "./workshop.ts";

export interface CostMeasure {
  readonly title: string;
  readonly pace: SamplePace;
  readonly vouchers: number;
  readonly asked: Asked;
  readonly wallMs: number;
  /** What the run says it did, such as `success: 1 new`. */
  readonly outcome: string;
  readonly aim: string;
}

/** Forty companies of one Tally with nothing new in any of them. */
const manyCompanies = { companies: 40, vouchers: 10 };

export async function measureIdleCompanies(
  workshop: Workshop,
  paces: readonly SamplePace[],
): Promise<readonly CostMeasure[]> {
  const { companies, vouchers } = manyCompanies;
  await using sample = await startSample(workshop, manyCompanies);
  const product = new Product(workshop, "many", sample.url);
  await product.sync();
  const measures: CostMeasure[] = [];
  for (const pace of paces) {
    await sample.setPace(pace);
    const title = `nothing new in ${companies} companies`;
    const aim = "1 request, ≤ 400 bytes a company";
    measures.push({
      ...(await measureRun(sample, product)),
      title,
      aim,
      pace,
      vouchers: companies * vouchers,
    });
  }
  return measures;
}

/** Each change on a loaded book, followed by one `sync`. */
export async function measureChanges(
  sample: Sample,
  product: Product,
  book: { readonly vouchers: number; readonly paces: readonly SamplePace[] },
  tell: (what: string) => void,
): Promise<readonly CostMeasure[]> {
  const measures: CostMeasure[] = [];
  for (const [turn, pace] of book.paces.entries()) {
    await sample.setPace(pace);
    for (const change of changes) {
      const { title, aim } = change;
      tell(`${title}, pace ${pace}`);
      {
        using books = new ReplicaBooks(product.databaseFile);
        await change.make(sample, books, turn + 1);
      }
      measures.push({ ...(await measureRun(sample, product)), title, aim, pace, vouchers: book.vouchers });
    }
  }
  return measures;
}

async function measureRun(
  sample: Sample,
  product: Product,
): Promise<Pick<CostMeasure, "asked" | "wallMs" | "outcome">> {
  await sample.clearLog();
  const { wallMs, runs } = await product.sync();
  const asked = await sample.asked();
  const statuses = [...new Set(runs.map(({ status }) => status))].join(", ");
  const sum = (of: (run: (typeof runs)[number]) => number): number =>
    runs.reduce((total, run) => total + of(run), 0);
  const parts = [
    [sum((run) => run.inserted), "new"],
    [sum((run) => run.updated), "changed"],
    [sum((run) => run.deleted), "deleted"],
  ] as const;
  const counted = parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`);
  return { asked, wallMs, outcome: [statuses, ...counted].join(" · ") };
}

export function formatCosts(measures: readonly CostMeasure[]): readonly string[] {
  const right = { align: "right" } as const;
  return formatTable(
    [
      { title: "Change" },
      { title: "Pace" },
      { title: "Requests", ...right },
      { title: "Bytes", ...right },
      { title: "Walked", ...right },
      { title: "Walks", ...right },
      { title: "Longest", ...right },
      { title: "Wall", ...right },
      { title: "Run" },
      { title: "Aim" },
    ],
    measures.map(({ title, pace, vouchers, asked, wallMs, outcome, aim }) => [
      title,
      pace,
      formatCount(asked.requests),
      formatBytes(asked.bytes),
      formatCount(asked.vouchersWalked),
      (asked.vouchersWalked / vouchers).toFixed(2),
      `${(asked.longestMs / 1000).toFixed(2)} s`,
      `${(wallMs / 1000).toFixed(1)} s`,
      outcome,
      aim,
    ]),
  );
}
