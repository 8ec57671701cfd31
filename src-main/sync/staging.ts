import { appendFileSync, closeSync, createReadStream, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EntityRow, RejectedRecord } from "../contract/value.ts";

/** Above this many rows a stream's staging goes to a temporary file: about 60 MB of ordinary vouchers. */
const rowsInMemory = 20_000;
/** Characters written to that file at a time. */
const charactersAtATime = 1_000_000;

/**
 * Where a run collects what it read before anything is applied. Nothing of it is in the database until the run
 * commits; killing the process loses only this. The last row of a GUID wins.
 */
export class Staging implements AsyncDisposable {
  readonly rejected: RejectedRecord[] = [];
  #streams = new Map<string, StagedRows>();
  #folder: string | null = null;

  add(stream: string, row: EntityRow): void {
    let rows = this.#streams.get(stream);
    if (rows === undefined) {
      rows = new StagedRows(() => this.#fileFor(stream));
      this.#streams.set(stream, rows);
    }
    rows.add(row);
  }

  reject(record: RejectedRecord): void {
    this.rejected.push(record);
  }

  count(stream: string): number {
    return this.#streams.get(stream)?.size ?? 0;
  }

  has(stream: string, guid: string): boolean {
    return this.#streams.get(stream)?.has(guid) ?? false;
  }

  /** ALTERIDs of what is staged, to account for numbers. */
  alterIds(stream: string): Iterable<number> {
    return this.#streams.get(stream)?.alterIds() ?? [];
  }

  async *batches(stream: string, size: number): AsyncGenerator<readonly EntityRow[]> {
    const rows = this.#streams.get(stream);
    if (rows !== undefined) yield* rows.batches(size);
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const rows of this.#streams.values()) rows.close();
    this.#streams.clear();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    return Promise.resolve();
  }

  #fileFor(stream: string): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), "tally-replica-staging-"));
    return join(this.#folder, `${stream}.ndjson`);
  }
}

class StagedRows {
  readonly #makeFile: () => string;
  #rows = new Map<string, EntityRow>();
  /** Position of the last line of each GUID, once rows are in a file. */
  readonly #lastLine = new Map<string, { line: number; alterId: number }>();
  #lines = 0;
  #path: string | null = null;
  #file: number | null = null;
  /** Lines that are not in the file yet. */
  #unwritten = "";

  constructor(makeFile: () => string) {
    this.#makeFile = makeFile;
  }

  get size(): number {
    return this.#path === null ? this.#rows.size : this.#lastLine.size;
  }

  has(guid: string): boolean {
    return this.#rows.has(guid) || this.#lastLine.has(guid);
  }

  *alterIds(): Iterable<number> {
    for (const row of this.#rows.values()) yield row.alterId;
    for (const { alterId } of this.#lastLine.values()) yield alterId;
  }

  add(row: EntityRow): void {
    if (this.#path !== null) {
      this.#write(row);
      return;
    }
    this.#rows.set(row.guid, row);
    if (this.#rows.size > rowsInMemory) this.#spill();
  }

  async *batches(size: number): AsyncGenerator<readonly EntityRow[]> {
    let batch: EntityRow[] = [];
    for await (const row of this.#all()) {
      batch.push(row);
      if (batch.length === size) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }

  close(): void {
    if (this.#file === null) return;
    closeSync(this.#file);
    this.#file = null;
  }

  #spill(): void {
    this.#path = this.#makeFile();
    // Rows of other people's books: readable by this user alone.
    this.#file = openSync(this.#path, "a", 0o600);
    for (const row of this.#rows.values()) this.#write(row);
    this.#rows = new Map();
  }

  #write(row: EntityRow): void {
    this.#unwritten += `${JSON.stringify(row)}\n`;
    this.#lastLine.set(row.guid, { line: this.#lines, alterId: row.alterId });
    this.#lines += 1;
    if (this.#unwritten.length > charactersAtATime) this.#flush();
  }

  /** At once, so that a full disk is met where a row is added, and rows can be added after others were read. */
  #flush(): void {
    if (this.#file !== null) appendFileSync(this.#file, this.#unwritten);
    this.#unwritten = "";
  }

  async *#all(): AsyncGenerator<EntityRow> {
    if (this.#path === null) {
      yield* this.#rows.values();
      return;
    }
    this.#flush();
    let line = 0;
    for await (const text of linesOf(this.#path)) {
      const row = JSON.parse(text) as EntityRow;
      if (this.#lastLine.get(row.guid)?.line === line) yield row;
      line += 1;
    }
  }
}

/** JSON holds no line feed of its own, but other ends of lines (U+2028) that readers of lines would cut at. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let begun = "";
  for await (const part of createReadStream(path, { encoding: "utf8", highWaterMark: charactersAtATime })) {
    const lines = `${begun}${String(part)}`.split("\n");
    begun = lines.pop() ?? "";
    yield* lines;
  }
}
