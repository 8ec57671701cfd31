import type { NumberSums } from "../source/source.ts";

/**
 * Where a voucher was inserted or taken out, the later ones of an automatic order move up or down by one. That is
 * only a supposition: it saves reading thousands of numbers where Tally's own sums agree with it, and nothing else.
 */

export interface NumberedVoucher {
  readonly masterId: number;
  readonly date: string;
  readonly number: string;
  /** Vouchers that are numbered together: series, style, optional or regular. */
  readonly order: string;
  /** Tally gives and moves the number. */
  readonly isAutomatic: boolean;
}

const plainNumber = /^[1-9]\d{0,8}$/;

/**
 * Numbers of the vouchers that stayed, by MASTERID. `stored` are all of the type as they stood; `isGone` tells those
 * that were deleted or read again; `arrived` are the latter as they stand now. `shifts`: by how much something before all
 * of them moved the first number of an order. Null where numbers are no plain numbers.
 */
export function predictNumbers(
  stored: readonly NumberedVoucher[],
  isGone: (masterId: number) => boolean,
  arrived: readonly NumberedVoucher[],
  shifts: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<number, string> | null {
  const all = [...stored, ...arrived];
  if (!all.every(({ number }) => number === "" || plainNumber.test(number))) return null;
  const predicted = new Map<number, string>();
  const arrivedByOrder = Map.groupBy(arrived, ({ order }) => order);
  for (const [order, vouchers] of Map.groupBy(stored, (voucher) => voucher.order)) {
    const runs = runsOf(vouchers);
    const newcomers = arrivedByOrder.get(order) ?? [];
    for (const [index, run] of runs.entries()) {
      const until = runs[index + 1]?.[0]?.date;
      const taken = newcomers.filter(
        ({ date }) => (index === 0 || date >= (run[0]?.date ?? "")) && (until === undefined || date < until),
      );
      const shift = index === 0 ? (shifts.get(order) ?? 0) : 0;
      const isMoved = shift !== 0 || taken.length > 0 || run.some(({ masterId }) => isGone(masterId));
      const numbersTaken = isMoved ? new Set(taken.map(({ number }) => Number(number))) : null;
      moveRun(run, isGone, numbersTaken, shift, predicted);
    }
  }
  return predicted;
}

/** A new period begins at 1 again: runs of rising numbers, in the order of dates. */
function runsOf(vouchers: readonly NumberedVoucher[]): readonly (readonly NumberedVoucher[])[] {
  const sorted = [...vouchers].sort((one, other) =>
    one.date === other.date ? Number(one.number) - Number(other.number) : one.date < other.date ? -1 : 1,
  );
  const runs: NumberedVoucher[][] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const voucher of sorted) {
    const number = Number(voucher.number);
    if (number <= last) runs.push([]);
    runs.at(-1)?.push(voucher);
    last = number;
  }
  return runs;
}

/** `taken`: numbers of newcomers within the run; null where nothing in it moved. */
function moveRun(
  run: readonly NumberedVoucher[],
  isGone: (masterId: number) => boolean,
  taken: ReadonlySet<number> | null,
  firstShift: number,
  predicted: Map<number, string>,
): void {
  let shift = firstShift;
  for (const { masterId, number, isAutomatic } of run) {
    if (taken === null || !isAutomatic || number === "") {
      if (!isGone(masterId)) predicted.set(masterId, number);
    } else if (isGone(masterId)) shift -= 1;
    else {
      while (taken.has(Number(number) + shift)) shift += 1;
      predicted.set(masterId, String(Number(number) + shift));
    }
  }
}

/** The sums Tally would give over these vouchers; null where they exceed exact arithmetic. */
export function sumNumbers(
  vouchers: readonly { readonly masterId: number; readonly number: string }[],
): NumberSums | null {
  let sumNumber = 0;
  let sumProduct = 0;
  for (const { masterId, number } of vouchers) {
    sumNumber += Number(number);
    sumProduct += Number(number) * masterId;
  }
  return Number.isSafeInteger(sumProduct) ? { count: vouchers.length, sumNumber, sumProduct } : null;
}
