import type { CompanyIdentity } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import { readDate } from "./dates.ts";
import type { AnswerConsumer } from "./exchange.ts";
import { DecodeError, readInteger } from "./numbers.ts";
import { expandGuid } from "./request.ts";
import { type LineShape, type ReadLine, cellText, createRowReader } from "./row-reader.ts";
import type { CensusEntry, DateWindow, DayFingerprint, NumberSums, VoucherNumber } from "./source.ts";

/** Rows of a few plain values: censuses, sums per day, numbers. */

/** A printed value of one line by its column. */
export type ValueOf = (column: string) => string;

export function toCensusEntry(value: ValueOf, company: CompanyIdentity): CensusEntry {
  return {
    guid: expandGuid(value("tally_guid"), company.guid),
    masterId: readInteger(value("master_id")),
    alterId: readInteger(value("alter_id")),
  };
}

/** `voucherTypeName` is empty where the request itself asks for one type only. */
export function toVoucherNumber(value: ValueOf): VoucherNumber & { readonly voucherTypeName: string } {
  return {
    masterId: readInteger(value("master_id")),
    voucherNumber: value("voucherNumber"),
    voucherTypeName: value("voucherTypeName"),
  };
}

export function toFingerprint(value: ValueOf): DayFingerprint {
  return {
    date: dayOf(value("date")),
    count: readInteger(value("count")),
    sumMasterId: readInteger(value("sumMasterId")),
    sumAlterId: readInteger(value("sumAlterId")),
  };
}

/** Null where a sum did not come as a plain whole number: then it is relied upon for nothing. */
export function toNumberSums(value: ValueOf): NumberSums | null {
  const sums = {
    count: wholeNumber(value("count")),
    sumNumber: wholeNumber(value("sumNumber")),
    sumProduct: wholeNumber(value("sumProduct")),
  };
  return Object.values(sums).every((sum) => sum >= 0) ? sums : null;
}

/** -1 for anything else. */
function wholeNumber(text: string): number {
  return /^\d{1,15}(\.0+)?$/.test(text) ? Number(text) : -1;
}

/** One voucher as the sums of a day that holds only it. */
export function toSingleFingerprint(value: ValueOf, company: CompanyIdentity): DayFingerprint {
  const { masterId, alterId } = toCensusEntry(value, company);
  return { date: dayOf(value("date")), count: 1, sumMasterId: masterId, sumAlterId: alterId };
}

export function sumPerDay(days: readonly DayFingerprint[]): readonly DayFingerprint[] {
  return [...Map.groupBy(days, ({ date }) => date)].map(([date, ofDay]) => ({
    date,
    count: ofDay.reduce((sum, day) => sum + day.count, 0),
    sumMasterId: ofDay.reduce((sum, day) => sum + day.sumMasterId, 0),
    sumAlterId: ofDay.reduce((sum, day) => sum + day.sumAlterId, 0),
  }));
}

function dayOf(text: string): string {
  const day = readDate(text);
  if (day === null) throw new DecodeError("a day is missing");
  return day;
}

/** A census or a sum that cannot be read proves nothing: the answer is refused as a whole. */
export function readOrRefuse<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", { message: error.message }, { cause: error });
  }
}

/** Names that the collection form of the sums gives its elements, by our columns. */
const sumElements: Readonly<Record<string, string>> = {
  date: "DAY",
  count: "CNT",
  sumMasterId: "SUMM",
  sumAlterId: "SUMA",
};

const sumFields = new Set(Object.values(sumElements));

/**
 * Sums per day as a native collection: rows are `<OBJECT>` (protocol §3.1, DL). There is no head and no end mark, so
 * the caller asks for the head itself, and a day outside the window or twice refuses the answer.
 */
export function readFingerprintCollection(window: DateWindow): {
  readonly consumer: AnswerConsumer;
  days(): readonly DayFingerprint[];
} {
  const days = new Map<string, DayFingerprint>();
  const shapes = ["OBJECT", "ZQROWS"].map((tag): [string, LineShape] => [
    tag,
    { tag, fields: sumFields, lines: new Map() },
  ]);
  const onLine = (line: ReadLine): void => {
    const day = readOrRefuse(() =>
      toFingerprint((column) => (cellText(line, sumElements[column] ?? "") ?? "").trim()),
    );
    if (days.has(day.date) || day.date < window.from || day.date > window.to) {
      throw new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", {
        message: `sums of ${day.date} were not asked for`,
      });
    }
    days.set(day.date, day);
  };
  const reader = createRowReader(new Map(shapes), onLine, "COLLECTION");
  return { consumer: reader, days: () => [...days.values()] };
}
