import type { RunProgress } from "./run.ts";

/** 0 to 1, or null while nobody knows how much there is. */
export function shareDone(progress: RunProgress): number | null {
  const { rowsDone, rowsTotal, windowsDone, windowsTotal } = progress;
  if (rowsTotal !== null && rowsTotal > 0) return Math.min(1, rowsDone / rowsTotal);
  if (windowsTotal !== null && windowsTotal > 0) return Math.min(1, windowsDone / windowsTotal);
  return null;
}

/** Estimates from the first moments are only noise. */
const estimateAfterMs = 3_000;

/** How much longer a stage takes, from how quickly it went since its share was `shareAtStart`; null while nobody knows. */
export function secondsLeft(share: number | null, shareAtStart: number, elapsedMs: number): number | null {
  if (share === null || share <= shareAtStart || share >= 1 || elapsedMs < estimateAfterMs) return null;
  return Math.round(((elapsedMs / (share - shareAtStart)) * (1 - share)) / 1_000);
}
