import type { TallySession } from "../agent/tally-session.ts";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import type { WorkerSetup } from "../contract/worker-messages.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { News } from "./news.ts";
import type { Reader } from "./reader/reader.ts";
import type { ReadCalls, ReadName } from "./reader/reads.ts";
import type { StateBoard } from "./state-board.ts";
import type { WorkAtHand } from "./work-at-hand.ts";

/** What is open beside the work itself, so that calls can be answered while the database is away. */
export interface Surroundings {
  readonly setup: WorkerSetup;
  readonly memory: AgentMemory;
  readonly tally: TallySession;
  /** Under which address this PC remembers the Tally. */
  readonly tallyUrl: string;
  /** Runs, changes, problems: quick to read. */
  readonly records: Reader;
  /** Ready views, which may take a while. */
  readonly views: Reader;
}

/** What is open at the moment. While the agent begins anew after a change, whoever asks waits for it. */
export class Openings {
  readonly #board: StateBoard;
  readonly #news = new News();
  #surroundings: Surroundings | null = null;
  #work: WorkAtHand | null = null;
  /** Why nothing could be begun after the newest set-up. */
  #failure: unknown = null;
  #isEnded = false;

  constructor(board: StateBoard) {
    this.#board = board;
  }

  begin(): void {
    this.#failure = null;
  }

  open(surroundings: Surroundings): void {
    this.#surroundings = surroundings;
    this.#news.tell();
  }

  close(): void {
    this.#surroundings = null;
  }

  fail(error: unknown): void {
    this.#failure = error;
    this.#news.tell();
  }

  end(): void {
    this.#isEnded = true;
    this.#news.tell();
  }

  /** Open while passes are made; null while the database is not there. */
  get work(): WorkAtHand | null {
    return this.#work;
  }

  set work(work: WorkAtHand | null) {
    this.#work = work;
    this.#news.tell();
  }

  /** What keeps the agent from working has changed. */
  tell(): void {
    this.#news.tell();
  }

  async around(): Promise<Surroundings> {
    return await this.#news.until(() => {
      if (this.#isEnded) throw new ReplicaError("INTERNAL_STOPPED");
      if (this.#failure !== null) throw this.#failure;
      return this.#surroundings;
    });
  }

  /** What can write; while the database cannot be opened, why. */
  async workSoon(): Promise<WorkAtHand> {
    return await this.#news.until(() => {
      if (this.#work !== null) return this.#work;
      const { database, blocked, isSetUp } = this.#board.facts;
      const error = database.error ?? blocked;
      if (error !== null || this.#isEnded || !isSetUp)
        throw new ReplicaError(error?.code ?? "INTERNAL_STOPPED", error?.details ?? {});
      return null;
    });
  }

  /** Asks a reader; where it was closed because of a change, the one that came after it. */
  async read<Name extends ReadName>(
    reader: "records" | "views",
    name: Name,
    input: ReadCalls[Name]["input"],
  ): Promise<ReadCalls[Name]["answer"]> {
    for (;;) {
      const around = await this.around();
      try {
        return await around[reader].ask(name, input);
      } catch (error) {
        const hasMovedOn = this.#surroundings !== around && !this.#isEnded;
        if (!isReplicaError(error, "INTERNAL_STOPPED") || !hasMovedOn) throw error;
      }
    }
  }
}
