import { isReplicaError } from "../contract/errors.ts";
import type { RunError, RunProgress, RunReport } from "../contract/run.ts";
import type { Destination } from "../destination/destination.ts";
import type { FullTallySource } from "../source/tally-source.ts";
import { createEngine } from "../sync/engine.ts";
import type { Engine, EngineOptions, Rest } from "../sync/engine-api.ts";
import type { Agent } from "./agent.ts";
import type { Surroundings } from "./openings.ts";
import { openPatiently } from "./database-line.ts";
import { createHousekeeping } from "./housekeeping.ts";
import type { Housekeeping } from "./housekeeping.ts";
import type { Order } from "./orders.ts";
import { restBetweenPasses } from "./rest.ts";
import { advanceRun, beginRun } from "./state-progress.ts";
import { noteRunEnd, noteVerifyEnd } from "./state-reports.ts";
import { keyOf } from "./state-standing.ts";
import { errorOfRun, isOfAll } from "./trouble.ts";
import { lookAgain, noteSight, watchSight } from "./watch-sight.ts";
import type { WorkAtHand } from "./work-at-hand.ts";

/** Works after one set-up until the signal: opens the database, then passes on a timer, orders in between. */
export async function workAfter(
  agent: Agent,
  surroundings: Surroundings,
  source: FullTallySource,
  signal: AbortSignal,
): Promise<void> {
  const tenure = new Tenure(agent, surroundings, source, signal);
  await tenure.work();
}

class Tenure {
  readonly #agent: Agent;
  readonly #around: Surroundings;
  readonly #source: FullTallySource;
  readonly #signal: AbortSignal;
  readonly #everyMs: number;
  /** What ended a run of the last pass and holds for every company. */
  #trouble: RunError | null = null;

  constructor(agent: Agent, around: Surroundings, source: FullTallySource, signal: AbortSignal) {
    this.#agent = agent;
    this.#around = around;
    this.#source = watchSight(source, agent.board);
    this.#signal = signal;
    this.#everyMs = around.setup.settings.everyMinutes * 60_000;
  }

  async work(): Promise<void> {
    const { setup, memory } = this.#around;
    const destination = await openPatiently(
      setup,
      async (error, pauseMs) => {
        this.#agent.parts.log.warn("the database could not be opened", { error });
        this.#agent.noteHindrance(error);
        await this.#rest({ pauseMs, error });
      },
      this.#signal,
    );
    if (destination === null) return;
    try {
      this.#clearHindrance();
      await this.#refreshFacts(null);
      const options = this.#engineOptions(destination);
      const engine = createEngine(options);
      const housekeeping = createHousekeeping(this.#agent, this.#around, options, this.#signal);
      const refresh = (): Promise<void> => this.#refreshFacts(null);
      this.#agent.openings.work = {
        setup,
        memory,
        destination,
        engine,
        housekeeping,
        refresh,
      };
      await this.#settleRequests();
      await this.#rest({ pauseMs: 0, error: null });
      if (!this.#signal.aborted) await this.#watch(engine, housekeeping);
    } finally {
      this.#agent.openings.work = null;
      await destination.close();
    }
  }

  async #watch(engine: Engine, housekeeping: Housekeeping): Promise<void> {
    const { settings } = this.#around.setup;
    const options = {
      everySeconds: this.#everyMs / 1_000,
      companies: settings.companies,
      onReport: () => this.#notePass(),
      afterPass: () => housekeeping.afterPass(),
      startedBy: () => this.#agent.takeStarter(),
      turnSignal: () => this.#agent.turnSignal(this.#signal),
      rest: (rest: Rest) => this.#restAfter(rest),
    };
    try {
      await engine.watch(options, this.#signal);
    } finally {
      await housekeeping.settled();
    }
  }

  #engineOptions(destination: Destination): EngineOptions {
    const { clock, log } = this.#agent.parts;
    const { setup, memory } = this.#around;
    const { board } = this.#agent;
    return {
      source: this.#source,
      destination,
      memory,
      clock,
      log,
      programVersion: setup.programVersion,
      startedBy: "manual",
      mayBeUnknown: true,
      wanted: { choice: setup.settings.choice },
      onProgress: (progress) => this.#noteProgress(progress),
      onRun: ({ company }) => {
        const key = keyOf(company);
        board.note({ run: beginRun(key, clock.now().getTime()) });
        // Its page can be opened from the first moment on.
        if (!board.facts.stored.has(key)) this.#refreshLater(key);
      },
      onRunEnd: (report) => this.#noteRun(report),
      onVerifyEnd: (company) => {
        board.note(noteVerifyEnd(board.facts, company, clock.now().toISOString()));
        this.#refreshLater(`${company.companyGuid}:${company.companyNumber}`);
      },
      onTouchedEnd: (company) => {
        const key = keyOf(company);
        if (board.facts.run?.key === key) board.note({ run: null });
        this.#refreshLater(key);
      },
    };
  }

  #noteProgress(progress: RunProgress): void {
    const { board, parts } = this.#agent;
    const { run } = board.facts;
    if (run !== null) board.note({ run: advanceRun(run, progress, parts.clock.now().getTime()) });
  }

  /** A connection that ended says nothing of why: whether Tally is still there is asked before anybody is alarmed. */
  #noteRun(report: RunReport): void {
    if (isOfAll(report.error)) this.#trouble = report.error;
    if (report.error?.code !== "SOURCE_CONNECTION_LOST") this.#noteRunNow(report);
    else void lookAgain(this.#source, this.#agent.board, this.#signal).then(() => this.#noteRunNow(report));
  }

  #noteRunNow(report: RunReport): void {
    const { board, parts } = this.#agent;
    board.note(noteRunEnd(board.facts, report, parts.clock.now().toISOString()));
    if (report.error !== null) noteSight(board, report.error.code);
    if (report.status !== "no_change" && report.status !== "not_open")
      this.#refreshLater(`${report.companyGuid}:${report.companyNumber}`);
  }

  #notePass(): void {
    const { board, parts } = this.#agent;
    board.note({ lastPassAt: parts.clock.now().toISOString(), run: null });
  }

  #clearHindrance(): void {
    const { board } = this.#agent;
    const { database, blocked, hindrance } = board.facts;
    if (blocked === null && hindrance === null && database.error === null) return;
    board.note({ blocked: null, hindrance: null, database: { ...database, error: null } });
  }

  async #restAfter(rest: Rest): Promise<{ readonly isFresh: boolean }> {
    this.#settle(rest.error);
    this.#agent.board.note({ run: null });
    await this.#settleRequests();
    return await this.#rest(rest);
  }

  /** A request that was lost is judged while it is fresh: one that Tally went away over is not sent again by itself. */
  async #settleRequests(): Promise<void> {
    await this.#around.tally.settle(this.#signal).catch((error: unknown) => {
      if (!this.#signal.aborted) this.#agent.parts.log.warn("a lost request could not be judged", { error });
    });
  }

  /** After a pass or an order: what keeps the agent from working, from the error that ended it or one of its runs. */
  #settle(thrown: unknown): void {
    const error = thrown ?? (this.#trouble === null ? null : errorOfRun(this.#trouble));
    this.#trouble = null;
    if (error === null) this.#clearHindrance();
    else this.#agent.noteHindrance(error);
  }

  async #rest({ pauseMs }: Rest): Promise<{ readonly isFresh: boolean }> {
    const { orders, parts, board } = this.#agent;
    const now = (): Date => parts.clock.now();
    const rested = await restBetweenPasses(
      {
        orders,
        now,
        work: this.#agent.openings.work,
        everyMs: this.#everyMs,
        runOrder: (order, work) => this.#runOrder(order, work),
        onWait: (nextAtMs, pausedUntil) =>
          board.note({ nextPassAt: new Date(nextAtMs).toISOString(), pausedUntil }),
      },
      pauseMs,
      this.#signal,
    );
    board.note({ pausedUntil: orders.pausedUntil(now()) });
    return rested;
  }

  async #runOrder(order: Order, work: WorkAtHand): Promise<void> {
    const { board, parts } = this.#agent;
    const signal = this.#agent.turnSignal(this.#signal);
    board.note({ isAtWork: true });
    try {
      await order.run(work, signal);
      if (order.isWholePass) {
        // The next pass is the timer's.
        this.#agent.takeStarter();
        board.note({ lastPassAt: parts.clock.now().toISOString() });
      }
      this.#settle(null);
    } catch (error) {
      if (signal.aborted || isReplicaError(error, "INTERNAL_STOPPED")) return;
      parts.log.warn("what was asked for failed", { order: order.name.split(" ")[0], error });
      // What was asked for was not possible; that keeps nobody else from working.
      if (isReplicaError(error) && error.code.startsWith("CONFIG_")) return;
      this.#settle(error);
    } finally {
      board.note({ isAtWork: false, run: null });
      await this.#settleRequests();
    }
  }

  #refreshLater(key: string): void {
    void this.#refreshFacts([key]);
  }

  async #refreshFacts(keys: readonly string[] | null): Promise<void> {
    const { board, parts } = this.#agent;
    if (this.#signal.aborted) return;
    try {
      const found = await this.#around.records.ask("facts", keys);
      const kept = keys === null ? [] : board.facts.stored;
      board.note({ stored: new Map([...kept, ...found.map((facts) => [facts.key, facts] as const)]) });
    } catch (error) {
      if (!this.#signal.aborted) parts.log.warn("the figures of the database could not be read", { error });
    }
  }
}
