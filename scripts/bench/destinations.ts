import { formatCount } from "../../src-main/contract/texts.ts";
import { formatFullLoads, measureFullLoad, warmUp } from "./full-load.ts";
import type { FullLoadMeasure } from "./full-load.ts";
import type { BenchOptions } from "./options.ts";
import { Product } from "./product.ts";
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
  { destinations, vouchers: sizes, paces }: Pick<BenchOptions, "destinations" | "vouchers" | "paces">,
  tell: (what: string) => void,
): Promise<readonly DestinationMeasure[]> {
  const vouchers = Math.min(...sizes);
  await using sample = await startSample(workshop, { companies: 1, vouchers });
  await warmUp(workshop, sample);
  const measures: DestinationMeasure[] = [];
  for (const name of destinations) {
    await using bay = await openBay(workshop, name);
    if (bay === null) continue;
    for (const pace of paces) {
      tell(`full load of ${formatCount(vouchers)} vouchers into ${bay.title}, pace ${pace}`);
      const product = new Product(workshop, `into-${name}-${pace}`, sample.url, await bay.freshAddress());
      const size = { vouchers, pace };
      const full = await measureFullLoad(workshop, sample, product, size, await bay.freshAddress());
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
