import { isReplicaError, retryKindOf } from "../contract/errors.ts";

const firstBackoffMs = 5_000;
export const longestBackoffMs = 300_000;

/**
 * How long to pause before the next pass. Waiting (Tally closed, no company open) keeps the ordinary rhythm; a failure
 * backs off from 5 s, doubling to 5 min, but is never tried again sooner than the rhythm asks for.
 */
export function nextPauseMs(everyMs: number, error: unknown, failures: number): number {
  if (error === null) return everyMs;
  if (isReplicaError(error) && retryKindOf(error.code) === "wait") return everyMs;
  const backoff = Math.min(firstBackoffMs * 2 ** Math.max(failures - 1, 0), longestBackoffMs);
  return Math.max(everyMs, backoff);
}
