import type { ProbedCompany } from "../contract/company.ts";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import type { AnswerConsumer } from "./exchange.ts";
import { counterOf, textOf } from "./proven-answer.ts";
import type { LineLayout } from "./report.ts";
import { type ReadLine, createRowReader } from "./row-reader.ts";
import { DecodeError, decodeValue } from "./values.ts";

/** Reads the probe: one line per loaded company. */
export function readProbe(line: LineLayout): {
  readonly consumer: AnswerConsumer;
  companies(): readonly ProbedCompany[];
} {
  const companies: ProbedCompany[] = [];
  const reader = createRowReader(new Map([[line.tag, line]]), (read) =>
    companies.push(companyOf(line, read)),
  );
  return {
    consumer: {
      write: (text) => reader.write(text),
      end: () => {
        try {
          reader.end();
        } catch (error) {
          // A report without an open company is refused; for a probe that simply means none is open.
          if (!isReplicaError(error, "SOURCE_NO_COMPANY_OPEN")) throw error;
        }
      },
    },
    companies: () => companies,
  };
}

function companyOf(layout: LineLayout, line: ReadLine): ProbedCompany {
  try {
    return {
      guid: textOf(layout, line, "guid"),
      companyNumber: textOf(layout, line, "number"),
      name: textOf(layout, line, "name"),
      booksFrom: dateOf(layout, line, "booksFrom") ?? "",
      isGroupCompany: decodeValue(textOf(layout, line, "isGroupCompany"), "logical", "bool") === true,
      mastersCounter: counterOf(layout, line, "masters"),
      vouchersCounter: counterOf(layout, line, "vouchers"),
      lastVoucherDate: dateOf(layout, line, "lastVoucherDate"),
      startingFrom: null,
    };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ReplicaError(
      "SOURCE_ANSWERS_DIFFERENTLY",
      { message: `company list: ${error.message}` },
      { cause: error },
    );
  }
}

function dateOf(layout: LineLayout, line: ReadLine, column: string): string | null {
  const value = decodeValue(textOf(layout, line, column), "date", "date");
  return value === null ? null : String(value);
}

/** How Tally compares names: case and outer blanks do not count (protocol §2.6). */
export function foldName(name: string): string {
  return name.trim().toLowerCase();
}

/**
 * Companies that cannot be told apart by their name alone: a request for one may be answered by the other.
 * Key by the folded name; only names that occur more than once.
 */
export function ambiguousNames(companies: readonly ProbedCompany[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of companies) {
    const folded = foldName(name);
    if (seen.has(folded)) twice.add(folded);
    seen.add(folded);
  }
  return twice;
}
