import type { AgentState } from "../contract/agent-state.ts";
import { noFacts } from "./state-facts.ts";
import type { AgentFacts } from "./state-facts.ts";
import { drawState } from "./state-picture.ts";

/** Four pictures a second look smooth and cost nothing. */
const leastPauseMs = 250;

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
    this.#facts = { ...this.#facts, ...change };
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
