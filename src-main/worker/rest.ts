import type { Orders } from "./orders.ts";
import type { WorkAtHand } from "./work-at-hand.ts";
import type { Order } from "./orders.ts";

interface RestParts {
  readonly orders: Orders;
  readonly now: () => Date;
  /** For orders that wait; null while the database is not open. */
  readonly work: WorkAtHand | null;
  readonly everyMs: number;
  runOrder(order: Order, work: WorkAtHand): Promise<void>;
  /** Tells when the next pass is due, and whether a pause lasts. */
  onWait(nextAtMs: number, pausedUntil: string | null): void;
}

/**
 * What the agent does between two passes: orders first, then nothing until the timer, a wake-up or the end of a pause.
 * While it is paused only orders are carried out ("Sync now" does one pass and the pause goes on).
 */
export async function restBetweenPasses(
  parts: RestParts,
  pauseMs: number,
  signal: AbortSignal,
): Promise<{ readonly isFresh: boolean }> {
  const { orders, now, work } = parts;
  let nextAtMs = now().getTime() + pauseMs;
  let wasPaused = false;
  while (!signal.aborted) {
    const order = work === null ? undefined : orders.take();
    if (order !== undefined && work !== null) {
      await parts.runOrder(order, work);
      if (order.isWholePass) nextAtMs = now().getTime() + parts.everyMs;
      continue;
    }
    // Without a database an order can only make us try to open it once more.
    if (orders.takeNew() && work === null) return { isFresh: true };
    const pausedUntil = orders.pausedUntil(now());
    const isWoken = orders.takeWake();
    if (pausedUntil === null && (isWoken || wasPaused)) return { isFresh: true };
    const leftMs = pausedUntil === null ? nextAtMs - now().getTime() : untilMs(pausedUntil, now());
    if (leftMs !== null && leftMs <= 0) {
      if (pausedUntil === null) return { isFresh: false };
      continue;
    }
    wasPaused = pausedUntil !== null;
    parts.onWait(nextAtMs, pausedUntil);
    await orders.wait(leftMs, signal);
  }
  return { isFresh: false };
}

function untilMs(pausedUntil: string, now: Date): number | null {
  return pausedUntil === "untilResumed" ? null : Date.parse(pausedUntil) - now.getTime();
}
