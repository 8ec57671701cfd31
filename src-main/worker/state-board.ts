import type { AgentState } from "../contract/agent-state.ts";
import { noFacts } from "./state-facts.ts";
import type { AgentFacts } from "./state-facts.ts";
import { drawState } from "./state-picture.ts";

/** Four pictures a second, and one for each run that begins, look smooth and cost nothing. */
const leastPauseMs = 250;

/**
 * A small company is loaded between two pictures: without one of its own nobody would see that it was loading, and its
 * first load would be missing from the news.
 */
function isRunBeginning(before: AgentFacts, after: AgentFacts): boolean {
  return after.run !== null && after.run.key !== before.run?.key;
}

/** Holds what is known and tells the newest picture, now and then. */
export class StateBoard {
  readonly #publish: (state: AgentState) => void;
  readonly #nowMs: () => number;
  #facts: AgentFacts = noFacts;
  #sequence = 0;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(publish: (state: AgentState) => void, nowMs: () => number) {
    this.#publish = publish;
    this.#nowMs = nowMs;
  }

  get facts(): AgentFacts {
    return this.#facts;
  }

  note(change: Partial<AgentFacts>): void {
    const before = this.#facts;
    this.#facts = { ...before, ...change };
    if (isRunBeginning(before, this.#facts)) return this.tell();
    if (this.#timer !== null) return;
    const waitMs = this.#toldAtMs + leastPauseMs - performance.now();
    if (waitMs <= 0) this.tell();
    else this.#timer = setTimeout(() => this.tell(), waitMs);
  }

  /** The picture as it is now, at once. */
  tell(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#toldAtMs = performance.now();
    this.#sequence += 1;
    this.#publish({ sequence: this.#sequence, ...drawState(this.#facts, this.#nowMs()) });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
