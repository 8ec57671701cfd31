import type { AppSettings } from "../contract/app-settings.ts";
import type { WorkAtHand } from "./work-at-hand.ts";

/** Something a person asked for. It has its turn after the pass under way: one thing at a time towards Tally. */
export interface Order {
  /** Two orders of the same name are one. */
  readonly name: string;
  /** Looks at every chosen company, so that the timer begins anew. */
  readonly isWholePass: boolean;
  run(work: WorkAtHand, signal: AbortSignal): Promise<void>;
}

type PausedUntil = AppSettings["pausedUntil"];

/** What waits to be done, and what may not be done now. */
export class Orders {
  #waiting: Order[] = [];
  #isWoken = false;
  #hasNew = false;
  #pausedUntil: PausedUntil = null;
  #listeners = new Set<() => void>();

  add(order: Order): void {
    if (!this.#waiting.some(({ name }) => name === order.name)) this.#waiting.push(order);
    this.#hasNew = true;
    this.#changed();
  }

  take(): Order | undefined {
    return this.#waiting.shift();
  }

  /** True when something was ordered since this was asked last. */
  takeNew(): boolean {
    const hadNew = this.#hasNew;
    this.#hasNew = false;
    return hadNew;
  }

  clear(): void {
    this.#waiting = [];
    this.#isWoken = false;
  }

  wake(): void {
    this.#isWoken = true;
    this.#changed();
  }

  takeWake(): boolean {
    const wasWoken = this.#isWoken;
    this.#isWoken = false;
    return wasWoken;
  }

  pause(until: PausedUntil): void {
    this.#pausedUntil = until;
    this.#changed();
  }

  /** Null once the moment has passed. */
  pausedUntil(now: Date): PausedUntil {
    const until = this.#pausedUntil;
    if (until !== null && until !== "untilResumed" && Date.parse(until) <= now.getTime()) return null;
    return until;
  }

  /** Until something changes, the time is over, or the signal. Null waits for as long as it takes. */
  wait(milliseconds: number | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      // Node takes no longer pauses than 24 days.
      const timer =
        milliseconds === null ? null : setTimeout(() => done(), Math.min(milliseconds, 86_400_000));
      const done = (): void => {
        if (timer !== null) clearTimeout(timer);
        this.#listeners.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
