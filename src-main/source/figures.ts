import { ReplicaError } from "../contract/errors.ts";
import { type Period, writeEnvelope, writeVariables } from "./envelope.ts";
import type { AnswerConsumer } from "./exchange.ts";
import { readQuantity } from "./expressions.ts";
import { addDecimals, moneyLimits, readPlainNumber } from "./numbers.ts";
import { type LineShape, type ReadLine, cellText, createRowReader } from "./row-reader.ts";
import { element } from "./tdl-text.ts";
import { DecodeError, readText } from "./values.ts";

/**
 * Tally's own figures for verify, from its built-in reports (cookbook §9): as-on dates are honoured, closed years too.
 * Never a Ledger collection with closing balances and a period: that froze every release.
 */

export interface NamedBalance {
  /** Ledger or item as the report shows it. */
  readonly name: string;
  /** Credit positive. */
  readonly amount: string;
}

export interface StockFigure extends NamedBalance {
  /** As printed, such as `20 Box`; empty where the report shows none. */
  readonly quantity: string;
}

function shape(tag: string, fields: readonly string[], lines: readonly LineShape[] = []): LineShape {
  return { tag, fields: new Set(fields), lines: new Map(lines.map((line) => [line.tag, line])) };
}

const nameShape = shape("DSPACCNAME", ["DSPDISPNAME"]);
const balanceShape = shape(
  "DSPACCINFO",
  [],
  [shape("DSPCLDRAMT", ["DSPCLDRAMTA"]), shape("DSPCLCRAMT", ["DSPCLCRAMTA"])],
);
const stockShape = shape("DSPSTKINFO", [], [shape("DSPSTKCL", ["DSPCLQTY", "DSPCLRATE", "DSPCLAMTA"])]);

/** Ledger-wise trial balance as of `period.to`. */
export function writeTrialBalanceRequest(company: string, period: Period): string {
  return writeReportRequest("Trial Balance", company, period);
}

export function writeStockSummaryRequest(company: string, period: Period): string {
  return writeReportRequest("Stock Summary", company, period);
}

function writeReportRequest(report: string, company: string, period: Period): string {
  const variables = writeVariables(company, period);
  const flags = element("EXPLODEFLAG", "Yes") + element("ISLEDGERWISE", "Yes");
  return writeEnvelope(
    "Data",
    report,
    variables.replace("</STATICVARIABLES>", `${flags}</STATICVARIABLES>`),
    "",
  );
}

export interface FiguresReading<T> {
  readonly consumer: AnswerConsumer;
  figures(): readonly T[];
}

/** Names and figures come as siblings, not nested (protocol §3.3): each name belongs to the figure behind it. */
function readPairs<T>(info: LineShape, make: (name: string, info: ReadLine) => T): FiguresReading<T> {
  const figures: T[] = [];
  let name: string | null = null;
  const onLine = (line: ReadLine): void => {
    if (line.tag === nameShape.tag) {
      if (name !== null) throw unpaired();
      name = readText(cellText(line, "DSPDISPNAME") ?? "");
      return;
    }
    if (name === null) throw unpaired();
    try {
      figures.push(make(name, line));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw new ReplicaError(
        "SOURCE_ANSWERS_DIFFERENTLY",
        { message: `${name}: ${error.message}` },
        { cause: error },
      );
    }
    name = null;
  };
  const reader = createRowReader(new Map([nameShape, info].map((line) => [line.tag, line])), onLine);
  return {
    consumer: {
      write: (text) => reader.write(text),
      end: () => {
        reader.end();
        if (name !== null) throw unpaired();
      },
    },
    figures: () => figures,
  };
}

function unpaired(): ReplicaError {
  return new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", {
    message: "a report whose names and figures do not pair",
  });
}

/** Debits are printed negative already (cap: report_trial-balance_groups); a row may have both sides. */
export function readTrialBalance(): FiguresReading<NamedBalance> {
  return readPairs(balanceShape, (name, info) => ({
    name,
    amount: addDecimals(
      amountIn(info, "DSPCLDRAMT", "DSPCLDRAMTA"),
      amountIn(info, "DSPCLCRAMT", "DSPCLCRAMTA"),
      moneyLimits,
    ),
  }));
}

export function readStockSummary(): FiguresReading<StockFigure> {
  return readPairs(stockShape, (name, info) => {
    const closing = info.lines.find((line) => line.tag === "DSPSTKCL");
    const quantity = closing === undefined ? "" : (cellText(closing, "DSPCLQTY") ?? "").trim();
    readQuantity(quantity);
    return { name, amount: amountIn(info, "DSPSTKCL", "DSPCLAMTA"), quantity };
  });
}

function amountIn(info: ReadLine, group: string, tag: string): string {
  const line = info.lines.find((below) => below.tag === group);
  const text = line === undefined ? "" : (cellText(line, tag) ?? "").trim();
  return text === "" ? "0" : readPlainNumber(text, moneyLimits);
}
