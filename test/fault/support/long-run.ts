import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { type Random, makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import {
  type OperationKind,
  runRandomOperation,
} from "../../../src-main/sample-tally/control/random-operation.ts";
import { type SampleTally, startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";
import { Replay, expectedTables } from "../../support/expected-rows/index.ts";
import { WatchedProduct } from "./watched-product.ts";

const users = ["asha", "imran", "नेहा", "José"];

/**
 * What strikes while the product works. Characters that XML forbids are not among them: a value that Tally shows so is
 * a value, and nothing tells that it was another one a moment ago.
 */
const faults: readonly Fault[] = [
  { kind: "hang" },
  { kind: "emptyReply" },
  { kind: "slowDrip", bytesPerSecond: 40_000 },
  { kind: "cut", fraction: 0.4, announcesLess: true },
  { kind: "cut", fraction: 0.97, announcesLess: true },
  { kind: "cut", fraction: 0.6 },
  { kind: "reset", fraction: 0.5 },
  { kind: "emptyAnswer" },
  { kind: "httpStatus", status: 500 },
  { kind: "garbage" },
  { kind: "garbage", text: "<ENVELOPE><A>1</A></ENVELOPE>" },
  { kind: "statusZero" },
  { kind: "lineError", text: "Something went wrong" },
  { kind: "lineError", text: "Could not set 'SVCurrentCompany' to 'X'" },
  { kind: "errorMessage", text: "Bad formula!" },
  { kind: "exception", text: "Memory Access Violation" },
  { kind: "unknownRequest" },
  { kind: "otherPeriod", days: 90 },
  { kind: "countersMissing" },
  { kind: "dialog" },
];

/** How often what happened, for the table at the end. */
class Tally {
  readonly #counts = new Map<string, number>();

  note(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  tell(): string {
    return [...this.#counts]
      .map(([what, count]) => `${what} | ${count}`)
      .toSorted((one, other) => one.localeCompare(other))
      .join("\n");
  }
}

export interface LongRun extends AsyncDisposable {
  readonly sample: SampleTally;
  readonly product: WatchedProduct;
  readonly file: string;
  readonly happened: Tally;
  /** Per company, the audit trail over what was there when its first load ended. */
  readonly replays: ReadonlyMap<CompanyControl, Replay>;
  /** People work, faults and power cuts strike. */
  disturb(operations: number): Promise<void>;
  /** Everything is well again; waits until the watch has caught up. */
  settle(withinMs: number): Promise<void>;
}

interface LongRunOptions {
  readonly seed: number;
  readonly kinds: readonly OperationKind[];
}

export async function startLongRun({ seed, kinds }: LongRunOptions): Promise<LongRun> {
  const folder = mkdtempSync(join(tmpdir(), "tally-replica-long-run-"));
  const file = join(folder, "replica.sqlite");
  const sample = await startSampleTally({ companies: 3, vouchers: 60, seed });
  const product = new WatchedProduct(folder, sample.url, file);
  const random = makeRandom(seed);
  const happened = new Tally();
  const replays = new Map<CompanyControl, Replay>();
  const companies = sample.state.all;
  return {
    sample,
    product,
    file,
    happened,
    replays,
    disturb: async (operations) => {
      const trouble = new Trouble(sample, product, random, happened);
      for (let done = 0; done < operations; done += 1) {
        const control = random.pick(companies);
        control.setUser(random.pick(users));
        happened.note(`operation: ${runRandomOperation(control, random, kinds).kind}`);
        // People type in bursts.
        if (random.chance(0.5)) await sleep(random.int(5, 120));
        await trouble.strike();
        copyLoaded(file, companies, replays);
      }
      await trouble.mend();
    },
    settle: async (withinMs) => {
      const untilMs = Date.now() + withinMs;
      await agree(product, happened);
      for (;;) {
        product.keepUp();
        const waiting = companies.filter((control) => !isCaughtUp(file, control));
        copyLoaded(file, companies, replays);
        if (waiting.length === 0) return;
        if (Date.now() > untilMs) throw new Error(`not caught up: ${tellStates(file)}\n${product.said}`);
        await sleep(200);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await product.kill();
      await sample.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A request that this Tally never answered before, under way in a power cut, with Tally closed at the next start: it may
 * have closed over it, and waits for a person. On a busy machine that is the first question of all.
 */
async function agree(product: WatchedProduct, happened: Tally): Promise<void> {
  if (!product.said.includes("SOURCE_REQUEST_HELD_BACK")) return;
  happened.note("a request held back is allowed again");
  await product.kill();
  await product.command("sync", "--full");
  while (!product.isWatching) {
    product.keepUp();
    await sleep(200);
  }
}

/** Faults of Tally, closed companies, a closed Tally, power cuts: each at its own random times. */
class Trouble {
  readonly #sample: SampleTally;
  readonly #product: WatchedProduct;
  readonly #random: Random;
  readonly #happened: Tally;
  #killAtMs: number;
  #faultAtMs = 0;
  #outageAtMs: number;
  #mendings: { readonly atMs: number; readonly mend: () => unknown }[] = [];

  constructor(sample: SampleTally, product: WatchedProduct, random: Random, happened: Tally) {
    this.#sample = sample;
    this.#product = product;
    this.#random = random;
    this.#happened = happened;
    this.#killAtMs = Date.now() + random.int(2_000, 5_000);
    this.#outageAtMs = Date.now() + random.int(5_000, 15_000);
  }

  async strike(): Promise<void> {
    this.#product.keepUp();
    await this.#restartTally();
    const nowMs = Date.now();
    for (const { mend } of this.#mendings.filter(({ atMs }) => atMs <= nowMs)) await mend();
    this.#mendings = this.#mendings.filter(({ atMs }) => atMs > nowMs);
    if (nowMs >= this.#faultAtMs) {
      this.#addFault();
      this.#faultAtMs = nowMs + this.#random.int(500, 4_000);
    }
    if (nowMs >= this.#killAtMs) {
      this.#happened.note("killed");
      await this.#product.kill();
      this.#killAtMs = nowMs + this.#random.int(3_000, 12_000);
    }
    if (nowMs >= this.#outageAtMs) {
      await this.#addOutage(nowMs + this.#random.int(300, 3_000));
      this.#outageAtMs = nowMs + this.#random.int(5_000, 15_000);
    }
  }

  /** A company that is closed between the list and a question that crashes Tally on closed ones: seen, and rare. */
  async #restartTally(): Promise<void> {
    const { blockage } = this.#sample.port.interpreter;
    if (blockage === undefined || blockage.kind === "dialog") return;
    this.#happened.note(`Tally ${blockage.kind}: ${blockage.text}`);
    await this.#sample.port.restart();
  }

  #addFault(): void {
    const fault = this.#random.pick(faults);
    this.#happened.note(`fault: ${fault.kind}`);
    const { port } = this.#sample;
    port.faults.add({ fault, after: this.#random.int(0, 12) });
    if (fault.kind === "dialog") {
      this.#mendings.push({ atMs: Date.now() + 2_500, mend: () => port.closeDialog() });
    }
  }

  async #addOutage(untilMs: number): Promise<void> {
    const { port, state } = this.#sample;
    const control = this.#random.pick(state.all);
    const kind = this.#random.pick(["Tally closed", "company closed", "company locked", "database locked"]);
    this.#happened.note(kind);
    switch (kind) {
      case "Tally closed":
        await port.stopListening();
        this.#mendings.push({ atMs: untilMs, mend: () => port.resumeListening() });
        return;
      case "database locked":
        this.#lockDatabase(untilMs);
        return;
      case "company closed":
        state.setOpen(control, false);
        this.#mendings.push({ atMs: untilMs, mend: () => state.setOpen(control, true) });
        return;
      default:
        state.setLocked(control, true);
        this.#mendings.push({ atMs: untilMs, mend: () => state.setLocked(control, false) });
    }
  }

  /** Another program writes into the file and takes its time. */
  #lockDatabase(untilMs: number): void {
    const writer = new Database(this.#product.file, { timeout: 0 });
    try {
      writer.exec("begin immediate");
      this.#mendings.push({ atMs: untilMs, mend: () => writer.close() });
    } catch {
      // The product is writing.
      writer.close();
    }
  }

  /** A product that waits for a hung answer would wait for minutes, so it is started anew. */
  async mend(): Promise<void> {
    await this.#product.kill();
    this.#sample.port.faults.clear();
    this.#sample.port.closeDialog();
    await this.#restartTally();
    for (const { mend } of this.#mendings) await mend();
    this.#mendings = [];
  }
}

interface StoredState {
  readonly id: number;
  readonly name: string;
  readonly loadedAt: string | null;
  readonly masters: number | null;
  readonly vouchers: number | null;
  readonly unexplained: string;
}

function look<T>(file: string, read: (database: Database.Database) => T, otherwise: T): T {
  let database: Database.Database;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
  } catch {
    return otherwise;
  }
  try {
    return database.transaction(() => read(database))();
  } catch (error) {
    // The tables are being made.
    if (/no such table/.test(String(error))) return otherwise;
    throw error;
  } finally {
    database.close();
  }
}

function readStates(database: Database.Database): StoredState[] {
  return database
    .prepare(
      `select c.id, c.name, c.tally_guid as guid, c.initial_load_completed_at as loadedAt,
         m.alter_id as masters, v.alter_id as vouchers, coalesce(m.unexplained, '') || coalesce(v.unexplained, '') as unexplained
       from companies c
       left join sync_state m on m.company_id = c.id and m.counter = 'masters'
       left join sync_state v on v.company_id = c.id and v.counter = 'vouchers'`,
    )
    .all() as StoredState[];
}

function stateOf(database: Database.Database, { books }: CompanyControl): StoredState | undefined {
  return readStates(database).find((state) => state.name === books.name);
}

/** The state of a company's replica as it is stored now. */
export function companyIdOf(file: string, control: CompanyControl): number {
  const id = look(file, (database) => stateOf(database, control)?.id ?? null, null);
  if (id === null) throw new Error(`${control.books.name} is not in the database`);
  return id;
}

function isCaughtUp(file: string, control: CompanyControl): boolean {
  const { ALTMSTID: masters, ALTVCHID: vouchers } = control.books.company.fields;
  const state = look(file, (database) => stateOf(database, control), undefined);
  return (
    state !== undefined &&
    state.loadedAt !== null &&
    state.masters === masters &&
    state.vouchers === vouchers &&
    !/\d/.test(state.unexplained)
  );
}

function tellStates(file: string): string {
  return JSON.stringify(look(file, readStates, []));
}

/** Takes what is there at the end of a company's first load, to play the audit trail over. */
function copyLoaded(
  file: string,
  companies: readonly CompanyControl[],
  replays: Map<CompanyControl, Replay>,
): void {
  if (replays.size === companies.length) return;
  const missing = companies.filter((control) => !replays.has(control));
  look(
    file,
    (database) => {
      for (const control of missing) {
        const state = stateOf(database, control);
        if (state === undefined || state.loadedAt === null) continue;
        replays.set(control, new Replay(database, state.id, Object.keys(expectedTables(control.books))));
      }
    },
    undefined,
  );
}
