/**
 * The main job in about a minute: a sample Tally with two companies is copied in full into a fresh SQLite file, the
 * books change, and a second run brings the copy up to date by reading only what changed. The sample answers in this
 * process, the product runs as a process of its own and reaches it only through its port, as it reaches a real Tally.
 * `-- --keep` leaves the sample running at the end.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { summariseRun } from "../src-main/command-line/run-report.ts";
import { formatTable } from "../src-main/command-line/table.ts";
import { formatBytes, formatCount, formatDuration, say } from "../src-main/contract/texts.ts";
import type { RunReport } from "../src-main/contract/run.ts";
import { startSampleTally } from "../src-main/sample-tally/index.ts";
import type { CompanyBooks } from "../src-main/sample-tally/model.ts";
import { changeBooks } from "./demo/change-books.ts";
import { compareWithBooks } from "./demo/compare-with-books.ts";
import { Product } from "./demo/product.ts";

const companies = 2;
const vouchersEach = 2500;

interface StatusDocument {
  readonly companies: readonly { readonly rows: Readonly<Record<string, number>> }[];
}

interface SyncDocument {
  readonly runs: readonly RunReport[];
  readonly tallyRequests: number;
  readonly tallyBytes: number;
}

function heading(text: string): void {
  console.log(`\n── ${text} ${"─".repeat(Math.max(3, 76 - text.length))}\n`);
}

/** Rows per table over both companies. */
async function showWhatLanded(product: Product): Promise<void> {
  const status = await product.ask<StatusDocument>("status");
  const totals = new Map<string, number>();
  for (const { rows } of status.companies) {
    for (const [table, count] of Object.entries(rows)) totals.set(table, (totals.get(table) ?? 0) + count);
  }
  const lines = [...totals]
    .filter(([, count]) => count > 0)
    .map(([table, count]) => [table, formatCount(count)]);
  console.log(formatTable([{ title: "Table" }, { title: "Rows", align: "right" }], lines).join("\n"));
}

/** The second run: what it asked from Tally, and each change with before and after. */
async function catchUp(product: Product): Promise<void> {
  const startedMs = performance.now();
  console.log("$ npm run cli -- sync --json\n");
  const { runs, tallyRequests, tallyBytes } = await product.ask<SyncDocument>("sync");
  const seconds = (performance.now() - startedMs) / 1000;
  for (const run of runs) {
    const what = summariseRun(run, "en").join(", ");
    console.log(`${run.company}: ${say("en", `status_${run.status}`)}${what === "" ? "" : `: ${what}`}`);
  }
  console.log(
    `Asked from Tally: ${formatCount(tallyRequests)} requests, ${formatBytes(tallyBytes)}, ` +
      `${formatDuration("en", seconds)} with starting the program.\n`,
  );
  await product.show("changes");
}

function showComparison(companies: readonly CompanyBooks[], file: string): boolean {
  const { differences, told } = compareWithBooks(companies, file);
  if (differences.length === 0)
    console.log("Every row and column was compared: the replica equals the books.");
  else console.log(`The replica DIFFERS from the books.\n${told}`);
  return differences.length === 0;
}

function showWhere(file: string): void {
  console.log(`The database is one file: ${file}`);
  console.log(
    "Open it with DB Browser for SQLite, with Excel or Power BI over the SQLite ODBC driver, or with:",
  );
  console.log(
    `  sqlite3 "${file}" "select date, voucher_type_name, voucher_number, amount from vouchers limit 5"`,
  );
}

async function runDemo(signal: AbortSignal, isKept: boolean): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), "tally-replica-demo-"));
  const file = path.join(folder, "replica.sqlite");
  console.log(say("en", "onlyReads"));

  heading("1. A sample Tally");
  const sample = await startSampleTally({ port: 0, controlPort: 0, companies, vouchers: vouchersEach });
  try {
    console.log(
      `It answers at ${sample.url} with ${companies} companies and ${formatCount(companies * vouchersEach)} vouchers.`,
    );
    console.log(`(Each command below also says --tally ${sample.url} --to sqlite:${file})\n`);
    const product = new Product({
      tallyUrl: sample.url,
      databaseAddress: `sqlite:${file}`,
      dataFolder: folder,
      signal,
    });
    await product.show("companies");

    heading("2. The first load: everything");
    await product.show("sync");
    await showWhatLanded(product);

    heading("3. Somebody works in Tally");
    for (const line of changeBooks(sample.state.find())) console.log(`  ${line}`);

    heading("4. The next run: only what changed");
    await catchUp(product);

    heading("5. Is the replica equal to the books?");
    const isEqual = showComparison(sample.state.companies, file);

    heading("6. Where it is");
    showWhere(file);
    if (isKept) await keepRunning(sample.url, file, signal);
    return isEqual;
  } finally {
    await sample.close();
  }
}

function keepRunning(url: string, file: string, signal: AbortSignal): Promise<void> {
  console.log(`\nThe sample Tally stays at ${url} until Ctrl+C. Try:`);
  console.log(`  npm run cli -- watch --tally ${url} --to sqlite:${file}`);
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
try {
  const isEqual = await runDemo(controller.signal, process.argv.includes("--keep"));
  process.exitCode = isEqual ? 0 : 1;
} catch (error) {
  process.exitCode = controller.signal.aborted ? 130 : 1;
  if (!controller.signal.aborted) console.error(error instanceof Error ? error.message : error);
}
