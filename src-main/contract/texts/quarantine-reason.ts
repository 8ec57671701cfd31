import type { Say } from "./say-window.ts";

/** What the database keeps is English; the usual reasons are said in the person's language. */
export function sayReason(reason: string, say: Say): string {
  const long = /^the text is (\d+) characters long; at most (\d+) can be stored$/.exec(reason);
  if (long !== null) return say("problems_reasonLong", { count: long[1] ?? "", most: long[2] ?? "" });
  const unreadable = /^'(.*)' is (?:not a|neither|too large)/s.exec(reason);
  return unreadable === null ? reason : say("problems_reasonUnreadable", { value: unreadable[1] ?? "" });
}
