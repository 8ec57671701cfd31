import { streams } from "../../src-main/catalog/index.ts";
import { formatTable } from "../../src-main/command-line/table.ts";
import type { RowFilter } from "../../src-main/contract/rows.ts";
import { formatBytes, formatCount } from "../../src-main/contract/texts.ts";
import { readViewPage, streamRows } from "../../src-main/destination/browse.ts";
import type { Destination } from "../../src-main/destination/destination.ts";
import { openDestination } from "../../src-main/destination/open-destination.ts";
import { views } from "../../src-main/destination/views/index.ts";
import type { ExportMeasure, Product } from "./product.ts";

/** What people look at: a whole view, or what one of them asks of it. */
interface Look {
  readonly view: string;
  readonly asked: string;
  readonly filters: readonly RowFilter[];
}

interface LookMeasure extends Look {
  readonly rows: number;
  readonly processorMs: number;
  readonly wallMs: number;
}

const right = { align: "right" } as const;

/** Every view as a whole, the usual questions to it, and the largest table as files. One table of text. */
export async function measureReading(
  product: Product,
  tell: (what: string) => void,
): Promise<readonly string[]> {
  tell("looking at the views");
  const measures = await measureLooks(product.databaseAddress);
  const exports: (ExportMeasure & { readonly format: string })[] = [];
  for (const format of ["csv", "xlsx"] as const) {
    tell(`exporting the largest table as ${format}`);
    exports.push({ ...(await product.export("voucher_ledger_entries", format)), format });
  }
  return [...formatLooks(measures), "", ...formatExports(exports)];
}

async function measureLooks(databaseAddress: string): Promise<readonly LookMeasure[]> {
  await using destination = await openDestination(databaseAddress, { mayCreate: false });
  await destination.prepare(streams, "bench");
  const measures: LookMeasure[] = [];
  for (const look of await looksAt(destination)) {
    const startedMs = performance.now();
    const before = process.cpuUsage();
    let rows = 0;
    for await (const batch of streamRows(destination, queryOf(look)).batches) rows += batch.length;
    const { user, system } = process.cpuUsage(before);
    const wallMs = performance.now() - startedMs;
    measures.push({ ...look, rows, processorMs: (user + system) / 1000, wallMs });
  }
  return measures;
}

function queryOf({ view, filters }: Look): Parameters<typeof streamRows>[1] {
  return { source: { kind: "view", name: view }, companyId: 1, search: "", filters, sort: null };
}

/** The busiest ledger, a month in the middle of the books, the last year. */
async function looksAt(destination: Destination): Promise<readonly Look[]> {
  const ledger = await firstValue(destination, "v_bank_book", "ledger");
  const party = await firstValue(destination, "v_bills_receivable", "party");
  const year = await firstValue(destination, "dates", "financial_year");
  const month = { from: `${year.slice(0, 4)}-04-01`, to: `${year.slice(0, 4)}-04-30` };
  const inMonth = { column: "date", ...month };
  const asks = (view: string, asked: string, ...filters: readonly RowFilter[]): Look => ({
    view,
    asked,
    filters,
  });
  return [
    ...views.map(({ name }) => asks(name, "all of it")),
    asks("v_ledger_statement", "one ledger", { column: "ledger", equals: ledger }),
    asks("v_ledger_statement", "one ledger, one month", { column: "ledger", equals: ledger }, inMonth),
    asks("v_ledger_months", "one ledger", { column: "ledger", equals: ledger }),
    asks("v_day_book", "one month", inMonth),
    asks("v_cash_book", "one month", inMonth),
    asks("v_bank_book", "one month", inMonth),
    asks("v_sales_register", "one month", inMonth),
    asks("v_stock_movements", "one month", inMonth),
    asks("v_bills_receivable", "one party", { column: "party", equals: party }),
    asks("v_profit_and_loss", "one year", { column: "financial_year", equals: year }),
    asks("v_balance_sheet", "one year", { column: "financial_year", equals: year }),
  ];
}

async function firstValue(destination: Destination, view: string, column: string): Promise<string> {
  const look = { view, asked: "", filters: [] };
  const sort = { column, isDescending: true };
  const page = await readViewPage(destination, {
    ...queryOf(look),
    sort,
    offset: 0,
    limit: 1,
    isCounted: false,
  });
  const position = page.columns.findIndex(({ name }) => name === column);
  return String(page.rows[0]?.[position] ?? "");
}

function formatLooks(measures: readonly LookMeasure[]): readonly string[] {
  return formatTable(
    [
      { title: "View" },
      { title: "Asked" },
      { title: "Rows", ...right },
      { title: "Processor", ...right },
      { title: "Wall", ...right },
      { title: "Aim" },
    ],
    measures.map(({ view, asked, rows, processorMs, wallMs, filters }) => [
      view,
      asked,
      formatCount(rows),
      `${(processorMs / 1000).toFixed(2)} s`,
      `${(wallMs / 1000).toFixed(2)} s`,
      filters.length > 0 ? "well under 1 s" : "",
    ]),
  );
}

function formatExports(
  measures: readonly (ExportMeasure & { readonly format: string })[],
): readonly string[] {
  return formatTable(
    [
      { title: "Export" },
      { title: "Rows", ...right },
      { title: "Rows a second", ...right },
      { title: "Size", ...right },
      { title: "Peak memory", ...right },
      { title: "Aim" },
    ],
    measures.map(({ format, rows, wallMs, bytes, peakMemoryBytes }) => [
      format,
      formatCount(rows),
      formatCount((rows * 1000) / wallMs),
      formatBytes(bytes),
      formatBytes(peakMemoryBytes),
      "the same at any number of rows",
    ]),
  );
}
