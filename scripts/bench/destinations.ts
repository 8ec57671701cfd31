import { formatCount } from "../../src-main/contract/texts.ts";
import { openAnswers } from "./answers.ts";
import { formatFullLoads, measureRepeatedly, warmUp } from "./full-load.ts";
import type { FullLoadMeasure } from "./full-load.ts";
import type { BenchOptions } from "./options.ts";
import { startSample } from "./sample.ts";
import { openBay } from "./servers.ts";
import type { Workshop } from "./workshop.ts";

export interface DestinationMeasure {
  readonly title: string;
  readonly full: FullLoadMeasure;
}

/** The same books into each kind of database that is there, one after the other, each beside its own floors. */
export async function measureDestinations(
  workshop: Workshop,
  { destinations, vouchers: sizes, paces, repeats }: BenchOptions,
  tell: (what: string) => void,
): Promise<readonly DestinationMeasure[]> {
  const vouchers = Math.min(...sizes);
  await using sample = await startSample(workshop, { companies: 1, vouchers });
  await warmUp(workshop, sample);
  const measures: DestinationMeasure[] = [];
  for (const pace of paces) {
    await using answers = await openAnswers(workshop, sample, pace);
    for (const name of destinations) {
      await using bay = await openBay(workshop, name);
      if (bay === null) continue;
      tell(`full load of ${formatCount(vouchers)} vouchers into ${bay.title}, pace ${pace}`);
      const plan = { vouchers, name: `into-${name}-${pace}`, freshAddress: () => bay.freshAddress() };
      const full = await measureRepeatedly(workshop, answers, plan, repeats);
      measures.push({ title: bay.title, full });
    }
  }
  return measures;
}

export function formatDestinations(measures: readonly DestinationMeasure[]): readonly string[] {
  return formatFullLoads(
    measures.map(({ full }) => full),
    measures.map(({ title }) => title),
  );
}
