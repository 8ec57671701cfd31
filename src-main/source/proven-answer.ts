import type { CompanyIdentity } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Period } from "./envelope.ts";
import type { AnswerConsumer } from "./exchange.ts";
import type { LineLayout, ReportLayout } from "./report.ts";
import { type ReadLine, cellText, createRowReader } from "./row-reader.ts";
import type { Head } from "./source.ts";
import { DecodeError, decodeValue, readText } from "./values.ts";

/** What an answer must say about itself to count (change-capture rule 3). */
export interface Expectation {
  readonly identity: CompanyIdentity;
  /**
   * Days that the effective period must cover. A wider one is harmless, because rows are bounded by literal dates
   * too; a narrower one would leave rows out.
   */
  readonly mustCover: Period;
}

export interface Proof {
  readonly head: Head;
  readonly rowCount: number;
}

export interface ProvenReading {
  readonly consumer: AnswerConsumer;
  /** Only after `consumer.end` returned. */
  proof(): Proof;
}

/** Reads head, rows and end of a report. Rows handed over count only once `end` has returned. */
export function readProvenAnswer(
  layout: ReportLayout,
  expectation: Expectation,
  onRow: (line: ReadLine) => void,
): ProvenReading {
  const heads: ReadLine[] = [];
  const ends: ReadLine[] = [];
  let rowCount = 0;
  let head: Head | null = null;

  const onLine = (line: ReadLine): void => {
    if (line.tag === layout.head.tag) {
      heads.push(line);
      if (heads.length > 1)
        throw new ReplicaError("SOURCE_COMPANY_AMBIGUOUS", { companies: expectation.identity.name });
      head = checkHead(readHead(layout.head, line), expectation);
    } else if (line.tag === layout.end.tag) {
      ends.push(line);
    } else {
      if (head === null)
        throw new ReplicaError("SOURCE_HEAD_MISSING", { company: expectation.identity.name });
      if (ends.length > 0)
        throw new ReplicaError("SOURCE_UNREADABLE_ANSWER", { message: "a row behind the end mark" });
      rowCount += 1;
      onRow(line);
    }
  };
  const topLines = [layout.head, layout.rows, layout.end].filter((line) => line !== null);
  const reader = createRowReader(new Map(topLines.map((line) => [line.tag, line])), onLine);
  return {
    consumer: {
      write: (text) => reader.write(text),
      end: () => {
        reader.end();
        checkEnd(layout, head, ends, rowCount, expectation.identity.name);
      },
    },
    proof: () => {
      if (head === null)
        throw new ReplicaError("SOURCE_HEAD_MISSING", { company: expectation.identity.name });
      return { head, rowCount };
    },
  };
}

export function textOf(layout: LineLayout, line: ReadLine, column: string): string {
  const tag = layout.bindings.find(({ field }) => field.column === column)?.tag ?? "";
  return readText(cellText(line, tag) ?? "").trim();
}

function dateOf(layout: LineLayout, line: ReadLine, column: string): string {
  return String(decodeValue(textOf(layout, line, column), "date", "date") ?? "");
}

/** Absent is unknown, never zero (protocol §6.5). */
export function counterOf(layout: LineLayout, line: ReadLine, column: string): number | null {
  const value = decodeValue(textOf(layout, line, column), "integer", "bigint");
  return typeof value === "number" ? value : null;
}

function readHead(layout: LineLayout, line: ReadLine): Head {
  try {
    return {
      guid: textOf(layout, line, "guid"),
      companyNumber: textOf(layout, line, "number"),
      name: textOf(layout, line, "name"),
      booksFrom: dateOf(layout, line, "booksFrom"),
      mastersCounter: counterOf(layout, line, "masters"),
      vouchersCounter: counterOf(layout, line, "vouchers"),
      from: dateOf(layout, line, "from"),
      to: dateOf(layout, line, "to"),
    };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ReplicaError(
      "SOURCE_ANSWERS_DIFFERENTLY",
      { message: `head: ${error.message}` },
      { cause: error },
    );
  }
}

function checkHead(head: Head, { identity, mustCover }: Expectation): Head {
  const isSame =
    head.guid.toLowerCase() === identity.guid.toLowerCase() &&
    head.companyNumber === identity.companyNumber &&
    head.booksFrom === identity.booksFrom &&
    head.name === identity.name.trim();
  if (!isSame) {
    throw new ReplicaError("SOURCE_OTHER_COMPANY", { company: identity.name, answered: head.name });
  }
  const coversFrom = head.from !== "" && head.from <= mustCover.from;
  const coversTo = head.to !== "" && head.to >= mustCover.to;
  if (!coversFrom || !coversTo) {
    throw new ReplicaError("SOURCE_OTHER_PERIOD", {
      company: identity.name,
      asked: `${mustCover.from} – ${mustCover.to}`,
      answered: `${head.from} – ${head.to}`,
    });
  }
  return head;
}

function checkEnd(
  layout: ReportLayout,
  head: Head | null,
  ends: readonly ReadLine[],
  rowCount: number,
  company: string,
): void {
  if (head === null) throw new ReplicaError("SOURCE_HEAD_MISSING", { company });
  const end = ends[0];
  if (end === undefined) throw new ReplicaError("SOURCE_END_MISSING", { company });
  if (ends.length > 1) throw new ReplicaError("SOURCE_COMPANY_AMBIGUOUS", { companies: company });
  try {
    checkEndLine(layout, head, end, rowCount, company);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ReplicaError(
      "SOURCE_ANSWERS_DIFFERENTLY",
      { message: `end: ${error.message}` },
      { cause: error },
    );
  }
}

function checkEndLine(
  layout: ReportLayout,
  head: Head,
  end: ReadLine,
  rowCount: number,
  company: string,
): void {
  const counted = layout.isCounted ? counterOf(layout.end, end, "rowCount") : rowCount;
  if (!layout.isCounted && textOf(layout.end, end, "mark") !== "END") {
    throw new ReplicaError("SOURCE_END_MISSING", { company });
  }
  if (counted !== rowCount) {
    throw new ReplicaError("SOURCE_ROW_COUNT", { company, received: rowCount, expected: counted ?? "?" });
  }
  // One request is atomic in Tally, so head and end agree; a source that is not would tear the rows between them.
  const isStill =
    counterOf(layout.end, end, "masters") === head.mastersCounter &&
    counterOf(layout.end, end, "vouchers") === head.vouchersCounter;
  if (!isStill)
    throw new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", { message: "the counters moved inside one answer" });
}
