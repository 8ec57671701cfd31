import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { RunReport } from "../../src-main/contract/run.ts";
import type { Workshop } from "./workshop.ts";

const measureModule = pathToFileURL(path.join(import.meta.dirname, "measure-process.mjs")).href;

/** What a process of the product tells at its end. */
export interface ProcessMeasure {
  readonly peakMemoryBytes: number;
  /** Of all its threads; unlike the wall it does not depend on what else this PC does. */
  readonly processorMs: number;
}

/** A request as it went out; the body in base64. */
export interface SentRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface CallMeasure extends ProcessMeasure {
  /** From starting the program to its end. */
  readonly wallMs: number;
}

export interface SyncMeasure extends CallMeasure {
  readonly runs: readonly RunReport[];
}

export interface ExportMeasure extends CallMeasure {
  readonly rows: number;
  readonly bytes: number;
}

/** A replica and the product that keeps it, always started anew as a person starts it. */
export class Product {
  readonly databaseFile: string;
  /** As after `--to`. */
  readonly databaseAddress: string;
  readonly name: string;
  readonly #workshop: Workshop;
  readonly #tallyUrl: string;
  #runs = 0;

  /** Without an address its database is a file of the workshop. */
  constructor(workshop: Workshop, name: string, tallyUrl: string, databaseAddress?: string) {
    this.#workshop = workshop;
    this.name = name;
    this.#tallyUrl = tallyUrl;
    this.databaseFile = workshop.file(`${name}.sqlite`);
    this.databaseAddress = databaseAddress ?? `sqlite:${this.databaseFile}`;
  }

  /** One `sync`, measured, of all companies or one. `requestsFile`: records what it asks, for sending it again. */
  async sync(
    options: { readonly company?: string; readonly requestsFile?: string } = {},
  ): Promise<SyncMeasure> {
    const chosen = options.company === undefined ? [] : ["--company", options.company];
    const { text, measure } = await this.#measure(
      ["sync", "--json", ...chosen],
      options.requestsFile === undefined ? {} : { BENCH_REQUESTS: options.requestsFile },
    );
    const { runs } = JSON.parse(text) as { readonly runs: readonly RunReport[] };
    return { ...measure, runs };
  }

  /** A whole table into a file of the workshop. */
  async export(table: string, format: "csv" | "xlsx"): Promise<ExportMeasure> {
    const out = this.#workshop.file(`${this.name}-${table}.${format}`);
    const { text, measure } = await this.#measure(
      ["export", "--json", "--quiet", "--overwrite", "--table", table, "--out", out],
      {},
    );
    const { rows, bytes } = JSON.parse(text) as { readonly rows: number; readonly bytes: number };
    return { ...measure, rows, bytes };
  }

  async #measure(
    verb: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<{ readonly text: string; readonly measure: CallMeasure }> {
    this.#runs += 1;
    const measuresFile = this.#workshop.file(`${this.name}-measures-${this.#runs}`);
    const startedMs = performance.now();
    const text = await this.#run(verb, {
      NODE_OPTIONS: `--import=${measureModule}`,
      BENCH_MEASURES: measuresFile,
      ...environment,
    });
    const wallMs = performance.now() - startedMs;
    const measures = readLines(measuresFile) as readonly ProcessMeasure[];
    const peakMemoryBytes = Math.max(...measures.map((measure) => measure.peakMemoryBytes));
    const processorMs = measures.reduce((sum, measure) => sum + measure.processorMs, 0);
    return { text, measure: { wallMs, processorMs, peakMemoryBytes } };
  }

  #run(verb: readonly string[], environment: Readonly<Record<string, string>>): Promise<string> {
    const child = this.#workshop.startCli({
      arguments: [...verb, "--tally", this.#tallyUrl, "--to", this.databaseAddress],
      environment: { ...environment, TALLY_REPLICA_HOME: this.#workshop.file(`${this.name}-home`) },
    });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => (text += part));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => {
        if (exitCode === 0) resolve(text);
        else reject(new Error(`tally-replica ${verb.join(" ")} ended with ${exitCode}: ${text}`));
      });
    });
  }
}

/** The documents of a file that holds one a line. */
export function readLines(file: string): readonly unknown[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line): unknown => JSON.parse(line));
}
