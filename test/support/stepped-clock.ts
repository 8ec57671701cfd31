import type { Clock } from "../../src-main/contract/clock.ts";

/** A pause of a watch is at least so long; shorter ones are none of the timer's. */
export const everyMs = 60_000;

/** A clock whose pauses take no time: what happens meanwhile is the next step of a script; then comes Ctrl+C. */
export class SteppedClock implements Clock {
  readonly pausesMs: number[] = [];
  readonly stop = new AbortController();
  readonly #steps: (() => unknown)[];
  #nowMs = Date.parse("2026-11-22T06:00:00Z");

  constructor(steps: readonly (() => unknown)[]) {
    this.#steps = [...steps];
  }

  now(): Date {
    return new Date((this.#nowMs += 1));
  }

  async sleep(milliseconds: number): Promise<void> {
    if (milliseconds < everyMs) return;
    this.pausesMs.push(milliseconds);
    this.#nowMs += milliseconds;
    const step = this.#steps.shift();
    if (step === undefined) this.stop.abort();
    else await step();
  }

  /** A PC that was asleep: the pause took much longer than asked for. */
  jump(milliseconds: number): void {
    this.#nowMs += milliseconds;
  }
}
