import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "../../src-main/contract/clock.ts";
import { silentLogger } from "../../src-main/contract/logger.ts";
import type { RunReport } from "../../src-main/contract/run.ts";
import type { Destination } from "../../src-main/destination/destination.ts";
import { openDestination } from "../../src-main/destination/open-destination.ts";
import { streams } from "../../src-main/catalog/index.ts";
import { openAgentMemory } from "../../src-main/history/open-agent-memory.ts";
import type { AgentMemory } from "../../src-main/history/agent-memory.ts";
import { makeTradingCompany } from "../../src-main/sample-tally/company.ts";
import { CompanyControl } from "../../src-main/sample-tally/control/company-control.ts";
import type { MutableOptions } from "../../src-main/sample-tally/control/sample-state.ts";
import type { Books } from "../../src-main/sample-tally/books.ts";
import type { TallyObject } from "../../src-main/sample-tally/model.ts";
import { TallyPort } from "../../src-main/sample-tally/server.ts";
import { meetWhenNew } from "../../src-main/agent/meet-tally.ts";
import {
  type FullTallySource,
  type TallySourceOptions,
  createTallySource,
} from "../../src-main/source/tally-source.ts";
import type { TallySource } from "../../src-main/source/source.ts";
import { createEngine } from "../../src-main/sync/engine.ts";
import type { Engine, EngineOptions, SyncReport, SyncRequest } from "../../src-main/sync/engine.ts";
import { type Difference, compareReplica, tellDifferences } from "./expected-rows/index.ts";

/** What differs from the usual way of putting the product together. */
export interface ReplicaOptions {
  readonly clock?: Clock;
  readonly source?: Partial<TallySourceOptions>;
  readonly onSeam?: EngineOptions["onSeam"];
  /** What the engine gets instead of the database, for a database that is away now and then. */
  readonly wrapDestination?: (destination: Destination) => Destination;
  readonly startedBy?: EngineOptions["startedBy"];
  readonly wanted?: EngineOptions["wanted"];
  /** Meets the installation first, as the agent does; else it is asked as the usual releases are. */
  readonly meetsFirst?: boolean;
  /** Another agent's or another Tally's view of the same database and memory. */
  readonly folder?: string;
}

export interface TrialOptions extends ReplicaOptions {
  readonly companies?: number;
  readonly vouchers?: number;
  readonly seed?: number;
  readonly educational?: boolean;
}

/** A sample Tally with its companies, the engine in this process, and a fresh SQLite file. */
export interface Trial extends AsyncDisposable {
  readonly port: TallyPort;
  /** Of the sample; may be switched while it runs. */
  readonly tally: MutableOptions;
  readonly controls: readonly CompanyControl[];
  /** The first company. */
  readonly control: CompanyControl;
  readonly engine: Engine;
  readonly source: TallySource;
  readonly destination: Destination;
  readonly memory: AgentMemory;
  readonly file: string;
  /** Called before each request is answered, as people typing in Tally meanwhile. Null: nobody types. */
  onRequest: (() => void) | null;
  sync(request?: Partial<SyncRequest>, signal?: AbortSignal): Promise<SyncReport>;
  /** Empty when every company's replica equals its books. */
  differences(): Promise<readonly Difference[]>;
  companyId(books: Books): Promise<number>;
}

export async function startTrial(options: TrialOptions = {}): Promise<Trial> {
  const count = options.companies ?? 1;
  const controls = Array.from({ length: count }, (_, index) => {
    const { books, world } = makeTradingCompany({
      seed: (options.seed ?? 1) + index,
      vouchers: options.vouchers ?? 120,
      name: index === 0 ? "Sharma & Söhne" : `Company ${index + 1}`,
      companyNumber: String(100_000 + index),
    });
    return new CompanyControl(books, world);
  });
  const [control] = controls;
  if (control === undefined) throw new RangeError("a trial needs a company");
  const tally = optionsOf(options.educational ?? false);
  const companies = controls.map(({ books }) => books);
  const port = new TallyPort({ state: { companies, active: companies[0], options: tally }, port: 0 });
  await port.resumeListening();
  return openTrial({ port, tally, controls, control }, options);
}

function optionsOf(educational: boolean): MutableOptions {
  return {
    release: { major: 7, minor: 0 },
    isErp9: false,
    educational,
    unknownMethods: new Set<string>(),
    deleteBump: 2,
    pace: "fast",
  };
}

/** The product in this process with a fresh SQLite file, in front of whatever answers at `url`. */
export interface Replica extends AsyncDisposable {
  readonly engine: Engine;
  readonly source: TallySource;
  readonly destination: Destination;
  readonly memory: AgentMemory;
  readonly file: string;
  readonly folder: string;
}

export async function openReplica(url: string, options: ReplicaOptions = {}): Promise<Replica> {
  const clock = options.clock ?? systemClock;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "tally-replica-trial-"));
  const file = join(folder, "replica.sqlite");
  const memory = openAgentMemory(join(folder, "memory.sqlite"), clock);
  const destination = await openDestination(`sqlite:${file}`);
  await destination.prepare(streams, "0.0.0-test");
  const asked = createTallySource({ url, clock, ...options.source });
  const met = (): FullTallySource => meetWhenNew(asked, memory, { tallyUrl: url, log: silentLogger });
  const source = options.meetsFirst === true ? met() : asked;
  const engine = createEngine({
    source,
    destination: options.wrapDestination?.(destination) ?? destination,
    memory,
    clock,
    log: silentLogger,
    onProgress: () => {},
    programVersion: "0.0.0-test",
    startedBy: options.startedBy ?? "manual",
    ...(options.wanted !== undefined && { wanted: options.wanted }),
    ...(options.onSeam !== undefined && { onSeam: options.onSeam }),
  });
  return {
    engine,
    source,
    destination,
    memory,
    file,
    folder,
    [Symbol.asyncDispose]: async () => {
      await source.close();
      await destination.close();
      memory[Symbol.dispose]();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openTrial(
  sample: Pick<Trial, "port" | "tally" | "controls" | "control">,
  options: ReplicaOptions,
): Promise<Trial> {
  const { port, controls } = sample;
  const replica = await openReplica(port.url, options);
  const { engine, source, destination, memory, file } = replica;
  const companyId = async (books: Books): Promise<number> => {
    const { company } = books;
    const row = await destination.db
      .selectFrom("companies")
      .select("id")
      .where("tally_guid", "=", fieldText(company, "GUID"))
      .where("company_number", "=", fieldText(company, "COMPANYNUMBER").trim())
      .executeTakeFirstOrThrow();
    return row.id;
  };
  const trial: Trial = {
    ...sample,
    onRequest: null,
    engine,
    source,
    destination,
    memory,
    file,
    companyId,
    sync: (request = {}, signal = new AbortController().signal) =>
      engine.sync({ companies: [], full: false, acceptDeletes: false, ...request }, signal),
    differences: async () => {
      const found: Difference[] = [];
      for (const { books } of controls) found.push(...compareReplica(file, await companyId(books), books));
      return found;
    },
    [Symbol.asyncDispose]: async () => {
      await replica[Symbol.asyncDispose]();
      await port.close();
    },
  };
  const takeFault = port.faults.take.bind(port.faults);
  port.faults.take = (kind, text) => {
    trial.onRequest?.();
    return takeFault(kind, text);
  };
  return trial;
}

/** Throws with the first differences; the replica must equal the books. */
export async function requireEqual(trial: Trial): Promise<void> {
  const differences = await trial.differences();
  if (differences.length > 0) throw new Error(tellDifferences(differences));
}

/** The one run of a sync over one company. */
export function onlyRun(report: SyncReport): RunReport {
  const [run] = report.runs;
  if (run === undefined || report.runs.length > 1) throw new Error("expected exactly one run");
  return run;
}

/** A text field of a raw object. */
export function fieldText(object: TallyObject, field: string): string {
  const value = object.fields[field];
  if (typeof value !== "string") throw new TypeError(`${object.type}.${field} is no text`);
  return value;
}

export interface LoggedChange {
  readonly seq: number;
  readonly runId: string;
  readonly entityType: string;
  readonly guid: string;
  readonly nameOrNumber: string;
  readonly action: string;
  readonly alterIdBefore: number | null;
  readonly alterIdAfter: number | null;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** change_log of the first company, oldest first. */
export async function readChanges(trial: Trial): Promise<readonly LoggedChange[]> {
  const rows = await trial.destination.db
    .selectFrom("change_log")
    .selectAll()
    .where("company_id", "=", await trial.companyId(trial.control.books))
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    runId: row.run_id,
    entityType: row.entity_type,
    guid: row.tally_guid,
    nameOrNumber: row.name_or_number,
    action: row.action,
    alterIdBefore: row.alter_id_before,
    alterIdAfter: row.alter_id_after,
    changes: JSON.parse(row.changes ?? "{}") as Record<string, unknown>,
  }));
}

/** Syncs, requires equality, and returns what this sync told in change_log. */
export async function syncAndRequireEqual(trial: Trial): Promise<readonly LoggedChange[]> {
  const before = (await readChanges(trial)).length;
  const run = onlyRun(await trial.sync());
  if (run.status !== "success")
    throw new Error(`the run ended as ${run.status}: ${run.error?.message ?? ""}`);
  await requireEqual(trial);
  return (await readChanges(trial)).slice(before);
}

/** Syncs; deletes that wait for a person are shown and accepted, as a person would. */
export async function syncWithConsent(trial: Trial): Promise<RunReport> {
  const run = onlyRun(await trial.sync());
  if (run.error?.code !== "DATA_DELETES_HELD") return run;
  await showDeletes(trial);
  return onlyRun(await trial.sync({ acceptDeletes: true }));
}

/** As the command `deletes` does. */
export async function showDeletes(trial: Trial): Promise<void> {
  const companyId = await trial.companyId(trial.control.books);
  trial.memory.markDeletesShown(trial.destination.description, companyId, new Date().toISOString());
}
