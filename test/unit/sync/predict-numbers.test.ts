import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NumberedVoucher, predictNumbers, sumNumbers } from "../../../src-main/sync/predict-numbers.ts";

const order = "Default|Automatic|false";

function voucher(masterId: number, date: string, number: number | string): NumberedVoucher {
  return { masterId, date, number: String(number), order, isAutomatic: true };
}

/** A book of one automatic order, numbered by date and place, beginning at 1 with each year where it restarts. */
interface Entry {
  readonly masterId: number;
  readonly day: number;
}

const dayText = (day: number): string => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);

function number(entries: readonly Entry[], restartsAt: number | null): NumberedVoucher[] {
  const sorted = [...entries].sort((one, other) => one.day - other.day || one.masterId - other.masterId);
  let next = 1;
  let wasBefore = true;
  return sorted.map(({ masterId, day }) => {
    if (restartsAt !== null && wasBefore && day >= restartsAt) {
      next = 1;
      wasBefore = false;
    }
    return voucher(masterId, dayText(day), next++);
  });
}

const entries = fc
  .array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 40 })
  .map((days) => days.map((day, index): Entry => ({ masterId: index + 1, day })));

describe("numbers that are supposed", () => {
  it("are the ones Tally gives after any deletions and insertions", () => {
    fc.assert(
      fc.property(
        entries,
        fc.array(fc.nat({ max: 40 }), { maxLength: 3 }),
        fc.func(fc.boolean()),
        (book, inserted, isDeleted) => {
          const stored = number(book, null);
          const newcomers = inserted.map((day, index): Entry => ({ masterId: 1000 + index, day }));
          const left = book.filter(({ masterId }) => !isDeleted(masterId));
          const now = number([...left, ...newcomers], null);
          const predicted = predictNumbers(
            stored,
            (masterId) => isDeleted(masterId),
            now.filter(({ masterId }) => masterId >= 1000),
          );
          const expected = now.filter(({ masterId }) => masterId < 1000);
          expect(new Map(expected.map((one) => [one.masterId, one.number]))).toEqual(predicted);
        },
      ),
    );
  });

  it("follow the first one where something before all of them was deleted or inserted", () => {
    fc.assert(
      fc.property(entries, entries, fc.func(fc.boolean()), (before, book, isDeleted) => {
        const early = before.map(({ masterId, day }): Entry => ({
          masterId: 1000 + masterId,
          day: day - 100,
        }));
        const isLater = ({ masterId }: { readonly masterId: number }): boolean => masterId < 1000;
        const stored = number([...early, ...book], null).filter(isLater);
        const left = early.filter(({ masterId }) => !isDeleted(masterId));
        const now = number([...left, ...book], null).filter(isLater);
        const shifts = new Map([[order, left.length - early.length]]);
        const predicted = predictNumbers(stored, () => false, [], shifts);
        expect(predicted).toEqual(new Map(now.map((one) => [one.masterId, one.number])));
      }),
    );
  });

  it("move only up to where numbers begin anew", () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 40 }), (book, at, restartsAt) => {
        const stored = number(book, restartsAt);
        const gone = stored[at % stored.length]?.masterId;
        // Where only one voucher is left of a period, nothing shows that another one began.
        const left = book.filter(({ masterId }) => masterId !== gone);
        const predicted = predictNumbers(stored, (masterId) => masterId === gone, []);
        const now = number(left, restartsAt);
        expect(new Map(now.map((one) => [one.masterId, one.number]))).toEqual(predicted);
      }),
    );
  });

  it("are none where a number is more than a number, and stay where Tally does not give them", () => {
    const typed = { ...voucher(2, "2025-04-02", 7), isAutomatic: false };
    const stored = [voucher(1, "2025-04-01", 6), typed, voucher(3, "2025-04-03", 8)];
    expect(predictNumbers(stored, (masterId) => masterId === 1, [])).toEqual(
      new Map([
        [2, "7"],
        [3, "7"],
      ]),
    );
    for (const odd of ["A/1", "007", "1.5", "०१"]) {
      expect(predictNumbers([voucher(1, "2025-04-01", odd)], () => false, [])).toBeNull();
    }
    expect(predictNumbers([voucher(1, "2025-04-01", "")], () => false, [])).toEqual(new Map([[1, ""]]));
  });
});

describe("sums over numbers", () => {
  it("tell any two vouchers that exchanged their numbers", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (ids, first, second) => {
          const vouchers = ids.map((masterId, index) => ({ masterId, number: String(index + 1) }));
          const [one, other] = [first % ids.length, second % ids.length];
          fc.pre(one !== other);
          const swapped = vouchers.map((each, index) => ({
            ...each,
            number: vouchers[index === one ? other : index === other ? one : index]!.number,
          }));
          expect(sumNumbers(swapped)).not.toEqual(sumNumbers(vouchers));
        },
      ),
    );
  });

  it("are none beyond exact arithmetic", () => {
    expect(sumNumbers([{ masterId: 2 ** 40, number: "999999999" }])).toBeNull();
  });
});
