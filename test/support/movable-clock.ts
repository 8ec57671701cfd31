import { type Clock, systemClock } from "../../src-main/contract/clock.ts";

export interface MovableClock extends Clock {
  advance(milliseconds: number): void;
}

/** The real clock, but days may pass at once. */
export function movableClock(): MovableClock {
  let aheadMs = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + aheadMs),
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds, signal),
    advance: (milliseconds) => {
      aheadMs += milliseconds;
    },
  };
}

export const hourMs = 3_600_000;
