import type { PauseLength } from "../contract/channels.ts";

const minuteMs = 60_000;

/** Until when a pause of this length lasts: ISO 8601 UTC, or `untilResumed`. Tomorrow begins when an office does. */
export function pauseUntil(length: PauseLength, now: Date): string {
  switch (length) {
    case "fifteenMinutes":
      return new Date(now.getTime() + 15 * minuteMs).toISOString();
    case "oneHour":
      return new Date(now.getTime() + 60 * minuteMs).toISOString();
    case "tillTomorrow":
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8).toISOString();
    case "untilResumed":
      return "untilResumed";
  }
}

export function isPauseOver(until: string | null, now: Date): boolean {
  return until === null || (until !== "untilResumed" && new Date(until).getTime() <= now.getTime());
}
