/**
 * Sets of ALTERIDs as sorted, non-touching ranges: unexplained numbers may be many in a row but few in kind.
 * Stored as JSON in sync_state.unexplained: `[[from, to], …]`, both ends included.
 */
export type NumberRange = readonly [from: number, to: number];
export type NumberSet = readonly NumberRange[];

export const emptyNumberSet: NumberSet = [];

/** All numbers from `from` to `to`, none when `from > to`. */
export function numberRange(from: number, to: number): NumberSet {
  return from > to ? emptyNumberSet : [[from, to]];
}

export function countNumbers(set: NumberSet): number {
  return set.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

export function highestNumber(set: NumberSet): number | null {
  return set.at(-1)?.[1] ?? null;
}

export function uniteNumbers(first: NumberSet, second: NumberSet): NumberSet {
  const sorted = [...first, ...second].sort((a, b) => a[0] - b[0]);
  const united: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = united.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else united.push([from, to]);
  }
  return united;
}

/** The set without these numbers. */
export function subtractNumbers(set: NumberSet, numbers: Iterable<number>): NumberSet {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const left: NumberRange[] = [];
  let index = 0;
  for (const [from, to] of set) {
    let start = from;
    while (index < sorted.length && (sorted[index] as number) < from) index += 1;
    while (index < sorted.length && (sorted[index] as number) <= to) {
      const number = sorted[index] as number;
      if (number > start) left.push([start, number - 1]);
      start = number + 1;
      index += 1;
    }
    if (start <= to) left.push([start, to]);
  }
  return left;
}

/** Reads the stored JSON; anything else than ranges is refused, because it decides what is believed. */
export function parseNumberSet(json: unknown): NumberSet {
  if (json === null || json === undefined) return emptyNumberSet;
  const isRange = (range: unknown): range is NumberRange =>
    Array.isArray(range) && range.length === 2 && range.every((end) => Number.isSafeInteger(end));
  if (!Array.isArray(json) || !json.every(isRange)) throw new TypeError("not a stored set of numbers");
  return uniteNumbers(json, []);
}
