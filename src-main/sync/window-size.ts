/** How many vouchers the next request may read, and what the answers so far say of this Tally. */
export interface WindowSize {
  readonly limit: number;
  /** What a request costs however little it reads: Tally takes in its definitions, or walks more than was asked. */
  readonly fixedMs: number;
  readonly last: Answered | null;
}

export interface Answered {
  readonly rows: number;
  /** So long Tally was held. */
  readonly elapsedMs: number;
}

export interface SizeBounds {
  /** Tally should not be held longer than this by one request. */
  readonly holdMs: number;
  /** Two windows are in memory at a time, one being read and one being written, and what has come of a third. */
  readonly most: number;
}

const fewest = 100;
/** Of the hold time: answers vary. */
const aimedShare = 0.8;

export function beginWithWindows(limit: number): WindowSize {
  return { limit, fixedMs: 0, last: null };
}

/**
 * Towards what fits the hold time, at most doubling or halving at a time, so that one slow answer does not decide. Where
 * a request takes long however little it reads, smaller ones would only be more: none is cut so small that its rows
 * take less time than itself.
 */
export function adaptWindows(size: WindowSize, answered: Answered, { holdMs, most }: SizeBounds): WindowSize {
  const { limit } = size;
  if (answered.rows < limit / 4) return size;
  const fixedMs = Math.min(fixedCost(size, answered), answered.elapsedMs);
  const roomMs = Math.max(holdMs * aimedShare - fixedMs, fixedMs);
  const fitting = (answered.rows * roomMs) / Math.max(answered.elapsedMs - fixedMs, 1);
  const bounded = Math.min(Math.max(fitting, limit / 2, fewest), limit * 2, most);
  return { limit: Math.round(bounded), fixedMs, last: answered };
}

/** Two answers of clearly different length tell it. */
function fixedCost({ fixedMs, last }: WindowSize, { rows, elapsedMs }: Answered): number {
  if (last === null || Math.abs(last.rows - rows) < Math.max(last.rows, rows) / 4) return fixedMs;
  const msPerRow = Math.max((last.elapsedMs - elapsedMs) / (last.rows - rows), 0);
  return Math.max(elapsedMs - msPerRow * rows, 0);
}
