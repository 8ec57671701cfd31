import { parseTallyUrl } from "../source/client.ts";
import { meetWhenNew } from "../agent/meet-tally.ts";
import { openTally } from "../agent/tally-session.ts";
import type { AgentState } from "../contract/agent-state.ts";
import type { AppSettings } from "../contract/app-settings.ts";
import type { Clock } from "../contract/clock.ts";
import { ReplicaError, isReplicaError, retryKindOf } from "../contract/errors.ts";
import type { Logger } from "../contract/logger.ts";
import type { RunStarter } from "../contract/run.ts";
import { toWireError } from "../contract/wire-error.ts";
import type { WorkerSetup } from "../contract/worker-messages.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { openAgentMemory } from "../history/open-agent-memory.ts";
import { memoryFile } from "../history/user-data-folder.ts";
import { describeDatabase } from "./database-line.ts";
import { Openings } from "./openings.ts";
import { Orders } from "./orders.ts";
import { createReader } from "./reader/reader.ts";
import { BuiltInSample, sampleAddress } from "./sample.ts";
import { StateBoard } from "./state-board.ts";
import { workAfter } from "./tenure.ts";

interface AgentParts {
  readonly publish: (state: AgentState) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Everything of a set-up that a change of makes the agent begin anew; the rest concerns the window only. */
function workOf(setup: WorkerSetup): string {
  const { tallyUrl, isSample, companies, everyMinutes, choice, customFields, backup, retention } =
    setup.settings;
  const engine = { tallyUrl, isSample, companies, everyMinutes, choice, customFields, backup, retention };
  return JSON.stringify([setup.databaseUrl, setup.dataFolder, setup.isSetUp, engine]);
}

/** Keeps working after the newest set-up until it is stopped; whatever happens is a state, never an end. */
export class Agent {
  readonly board: StateBoard;
  readonly orders = new Orders();
  readonly openings: Openings;
  readonly sample = new BuiltInSample();
  readonly parts: AgentParts;
  #setup: WorkerSetup | null = null;
  #memory: { readonly file: string; readonly memory: AgentMemory } | null = null;
  #asides: (() => Promise<void>)[] = [];
  #nextStarter: RunStarter = "startup";
  #tenure = new AbortController();
  #turn = new AbortController();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | null = null;

  constructor(parts: AgentParts) {
    this.parts = parts;
    this.board = new StateBoard(parts.publish, () => parts.clock.now().getTime());
    this.openings = new Openings(this.board);
  }

  get setup(): WorkerSetup | null {
    return this.#setup;
  }

  requireSetup(): WorkerSetup {
    if (this.#setup === null) throw new ReplicaError("INTERNAL_STOPPED");
    return this.#setup;
  }

  setUp(setup: WorkerSetup): void {
    // What was ordered for one database must not happen to another.
    if (this.#setup?.databaseUrl !== setup.databaseUrl) this.orders.clear();
    if (this.#setup?.isSetUp === false && setup.isSetUp) this.#nextStarter = "wizard";
    const isSame = this.#setup !== null && workOf(this.#setup) === workOf(setup);
    this.#setup = setup;
    this.pause(setup.settings.pausedUntil);
    if (isSame) return;
    this.#tenure.abort();
    this.#loop ??= this.#workOn();
  }

  pause(until: AppSettings["pausedUntil"]): void {
    this.orders.pause(until);
    const pausedUntil = this.orders.pausedUntil(this.parts.clock.now());
    if (pausedUntil !== null) this.stopRun();
    this.board.note({ pausedUntil });
  }

  /** The run under way ends at its next safe point; the next pass comes as usual. */
  stopRun(): void {
    this.#turn.abort();
  }

  /** Who the pass that begins now is for; the ones after it are the timer's. */
  takeStarter(): RunStarter {
    const starter = this.#nextStarter;
    this.#nextStarter = "schedule";
    return starter;
  }

  /** Begins a turn that `stopRun` can end. */
  turnSignal(signal: AbortSignal): AbortSignal {
    this.#turn = new AbortController();
    return AbortSignal.any([signal, this.#turn.signal]);
  }

  /** Runs `work` while nothing of ours is open; then the agent begins anew. */
  aside<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#asides.push(() => {
        // What was known belongs to the database as it was.
        this.board.note({ stored: new Map(), lastPassAt: null });
        this.board.tell();
        return work().then(resolve, reject);
      });
      this.#tenure.abort();
      this.#loop ??= this.#workOn();
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#tenure.abort();
    this.openings.end();
    await this.#loop;
    this.board.close();
    await this.sample.close().catch(() => {});
    this.#memory?.memory[Symbol.dispose]();
    this.#memory = null;
  }

  async #workOn(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      for (const work of this.#asides.splice(0)) await work();
      const setup = this.#setup;
      if (setup === null) return;
      this.#tenure = new AbortController();
      const signal = this.#tenure.signal;
      this.openings.begin();
      try {
        await this.#workWith(setup, signal);
      } catch (error) {
        this.parts.log.error("the agent could not work", { error });
        this.openings.fail(error);
        this.noteHindrance(error);
        if (!signal.aborted) await this.orders.wait(null, signal);
      }
    }
  }

  async #workWith(setup: WorkerSetup, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.parts;
    this.board.note({
      isSetUp: setup.isSetUp,
      blocked: null,
      hindrance: null,
      run: null,
      isAtWork: false,
      open: [],
      stored: new Map(),
      verifications: new Map(),
      lastRuns: new Map(),
      lookedAt: new Map(),
      chosen: setup.settings.companies,
      lastPassAt: null,
      nextPassAt: null,
      database: { description: describeDatabase(setup), error: null },
      tally: { url: setup.settings.tallyUrl, sight: "unknown" },
    });
    const memory = this.#openMemory(setup.dataFolder);
    const place = await this.#placeOfTally(setup);
    this.board.note({ tally: { url: place.url, sight: "unknown" } });
    await using tally = openTally({ ...place, memory, clock, log });
    const [records, views] = [createReader(setup), createReader(setup)];
    // A slow view must not hold up the end.
    const closeReaders = async (): Promise<void> =>
      void (await Promise.all([records.close(), views.close()]));
    signal.addEventListener("abort", () => void closeReaders(), { once: true });
    const around = { setup, memory, tally, tallyUrl: place.rememberedAs, records, views };
    this.openings.open(around);
    try {
      if (setup.isSetUp) {
        const source = meetWhenNew(tally.source, memory, { tallyUrl: place.rememberedAs, log });
        await workAfter(this, around, source, signal);
      } else {
        await untilAborted(signal);
      }
    } finally {
      this.openings.close();
      await closeReaders();
    }
  }

  async #placeOfTally({ settings }: WorkerSetup): Promise<{ url: string; rememberedAs: string }> {
    if (settings.isSample) return { url: await this.sample.url(), rememberedAs: sampleAddress };
    const url = parseTallyUrl(settings.tallyUrl).origin;
    return { url, rememberedAs: url };
  }

  #openMemory(dataFolder: string): AgentMemory {
    const file = memoryFile(dataFolder);
    if (this.#memory?.file === file) return this.#memory.memory;
    this.#memory?.memory[Symbol.dispose]();
    this.#memory = { file, memory: openAgentMemory(file, this.parts.clock) };
    return this.#memory.memory;
  }

  /** What keeps the agent from working: blocked where only a person can mend it, else tried again. */
  noteHindrance(error: unknown): void {
    const wire = toWireError(error);
    const isForPerson = !isReplicaError(error) || retryKindOf(error.code) === "person";
    const { database } = this.board.facts;
    this.board.note({
      blocked: isForPerson ? wire : null,
      hindrance: isForPerson ? null : wire,
      ...(wire.code.startsWith("DEST_") ? { database: { ...database, error: wire } } : {}),
    });
    this.openings.tell();
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
