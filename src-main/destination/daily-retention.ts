import type { Clock } from "../contract/clock.ts";
import type { RetentionSettings } from "../contract/settings.ts";
import type { Destination } from "./destination.ts";
import { purgeOldRecords, retentionAt } from "./retention.ts";

const dayMs = 24 * 3_600_000;

/** To be called between the passes of a watch: thins records out at the first call and once a day from then on. */
export function createDailyRetention(
  destination: Destination,
  settings: RetentionSettings,
  clock: Clock,
): () => Promise<void> {
  let lastMs: number | null = null;
  return async () => {
    const now = clock.now();
    // A clock that was set back makes it due as well.
    if (lastMs !== null && Math.abs(now.getTime() - lastMs) < dayMs) return;
    lastMs = now.getTime();
    await purgeOldRecords(destination, retentionAt(settings, now));
  };
}
