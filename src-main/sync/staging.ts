import { createReadStream, createWriteStream, mkdtempSync, rmSync, type WriteStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { EntityRow, RejectedRecord } from "../contract/value.ts";

/** Above this many rows a stream's staging goes to a temporary file: about 60 MB of ordinary vouchers. */
const rowsInMemory = 20_000;

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

  async [Symbol.asyncDispose](): Promise<void> {
    for (const rows of this.#streams.values()) await rows.close();
    this.#streams.clear();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
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
  #file: WriteStream | null = null;

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

  async close(): Promise<void> {
    if (this.#file === null) return;
    this.#file.end();
    if (!this.#file.closed) await once(this.#file, "close");
    this.#file = null;
  }

  #spill(): void {
    this.#path = this.#makeFile();
    // Rows of other people's books: readable by this user alone.
    this.#file = createWriteStream(this.#path, { mode: 0o600 });
    for (const row of this.#rows.values()) this.#write(row);
    this.#rows = new Map();
  }

  #write(row: EntityRow): void {
    this.#file?.write(`${JSON.stringify(row)}\n`);
    this.#lastLine.set(row.guid, { line: this.#lines, alterId: row.alterId });
    this.#lines += 1;
  }

  async *#all(): AsyncGenerator<EntityRow> {
    if (this.#path === null) {
      yield* this.#rows.values();
      return;
    }
    await this.close();
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(this.#path) })) {
      const row = JSON.parse(text) as EntityRow;
      if (this.#lastLine.get(row.guid)?.line === line) yield row;
      line += 1;
    }
  }
}
