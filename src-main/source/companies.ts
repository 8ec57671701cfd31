import type { ProbedCompany } from "../contract/company.ts";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import type { AnswerConsumer } from "./exchange.ts";
import { textOf } from "./proven-answer.ts";
import type { LineLayout } from "./report.ts";
import { type LineShape, type ReadLine, type RowReader, cellText, createRowReader } from "./row-reader.ts";
import { DecodeError, decodeValue, readText } from "./values.ts";

export interface ProbeReading {
  readonly consumer: AnswerConsumer;
  companies(): readonly ProbedCompany[];
}

/** Reads the probe in report form: one line per loaded company. */
export function readProbe(line: LineLayout): ProbeReading {
  const companies: ProbedCompany[] = [];
  const onLine = (read: ReadLine): void =>
    void companies.push(companyOf((column) => textOf(line, read, column)));
  return reading(createRowReader(new Map([[line.tag, line]]), onLine), companies);
}

/** Columns of the probe and the elements that hold them in a native Company collection. */
const elements: Readonly<Record<string, string>> = {
  guid: "GUID",
  number: "COMPANYNUMBER",
  name: "NAME",
  booksFrom: "BOOKSFROM",
  masters: "ALTMSTID",
  vouchers: "ALTVCHID",
  lastVoucherDate: "LASTVOUCHERDATE",
  isGroupCompany: "ISAGGREGATE",
};

const companyShape: LineShape = {
  tag: "COMPANY",
  fields: new Set(Object.values(elements)),
  lines: new Map(),
};

/** Reads the probe in collection form. `<COMPANY>0</COMPANY>` in CMPINFO is no company (protocol §3.1). */
export function readProbeCollection(): ProbeReading {
  const companies: ProbedCompany[] = [];
  const onLine = (read: ReadLine): void => {
    const value = (column: string): string => readText(cellText(read, elements[column] ?? "") ?? "").trim();
    companies.push(companyOf(value));
  };
  return reading(createRowReader(new Map([["COMPANY", companyShape]]), onLine, "COLLECTION"), companies);
}

function reading(reader: RowReader, companies: readonly ProbedCompany[]): ProbeReading {
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

function companyOf(value: (column: string) => string): ProbedCompany {
  const date = (column: string): string | null => {
    const day = decodeValue(value(column), "date", "date");
    return day === null ? null : String(day);
  };
  // Absent is unknown, never zero (protocol §6.5).
  const counter = (column: string): number | null => {
    const number = decodeValue(value(column), "integer", "bigint");
    return typeof number === "number" ? number : null;
  };
  try {
    return {
      guid: value("guid"),
      companyNumber: value("number"),
      name: value("name"),
      booksFrom: date("booksFrom") ?? "",
      isGroupCompany: decodeValue(value("isGroupCompany"), "logical", "bool") === true,
      mastersCounter: counter("masters"),
      vouchersCounter: counter("vouchers"),
      lastVoucherDate: date("lastVoucherDate"),
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

/** Half an identity would count as another company, with books of its own. */
export function requireIdentity({ guid, name, booksFrom, isGroupCompany }: ProbedCompany): void {
  if (isGroupCompany || (guid !== "" && name !== "" && booksFrom !== "")) return;
  const message = `company list: '${name}' has no GUID, no name or no first day of its books`;
  throw new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", { message });
}

/** How Tally compares names: case and outer blanks do not count (protocol §2.6). */
export function foldName(name: string): string {
  return name.trim().toLowerCase();
}

/** Folded names that more than one loaded company has: a request for one may be answered by the other. */
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
