import type { RunProgress } from "./run.ts";

/** 0 to 1, or null while nobody knows how much there is. */
export function shareDone(progress: RunProgress): number | null {
  const { rowsDone, rowsTotal, windowsDone, windowsTotal } = progress;
  if (rowsTotal !== null && rowsTotal > 0) return Math.min(1, rowsDone / rowsTotal);
  if (windowsTotal !== null && windowsTotal > 0) return Math.min(1, windowsDone / windowsTotal);
  return null;
}
