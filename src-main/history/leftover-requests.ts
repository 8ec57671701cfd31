import { uptime } from "node:os";
import { isThisComputer } from "../contract/settings.ts";
import type { AgentMemory, RequestUnderWay } from "./agent-memory.ts";

/** What the liveness line says: it answers, nobody listens, or somebody listens and stays silent. */
export type Liveness = "answers" | "notRunning" | "silent";

/** Later than this, a Tally that is not running was most likely just closed for the day. */
const wentAwayWithinMs = 10 * 60_000;

/**
 * A request was under way when we were killed or the connection ended. If Tally answers, it was only us. If it is
 * silent, or gone right afterwards, the request is suspected and is held back until a person agrees.
 */
export function judgeLeftover(request: RequestUnderWay, liveness: Liveness, now: Date): "forget" | "hold" {
  switch (liveness) {
    case "answers":
      return "forget";
    case "silent":
      return "hold";
    case "notRunning":
      break;
  }
  return now.getTime() - Date.parse(request.startedAt) <= wentAwayWithinMs ? "hold" : "forget";
}

/** A Windows that only hibernated its kernel counts on; then the rule above judges. */
function bootTime(now: Date): Date {
  return new Date(now.getTime() - uptime() * 1_000);
}

/**
 * Settles every leftover of this Tally. The liveness line is asked only when there is one. What was under way when this
 * PC went down, went down with it, and its Tally too: that one is not running yet says nothing of the request.
 */
export async function settleLeftovers(
  memory: AgentMemory,
  tallyUrl: string,
  askLiveness: () => Promise<Liveness>,
  now: () => Date,
  bootedAt: (now: Date) => Date = bootTime,
): Promise<void> {
  const booted = bootedAt(now()).getTime();
  const isLost = ({ startedAt }: RequestUnderWay): boolean =>
    !isThisComputer(tallyUrl) || Date.parse(startedAt) >= booted;
  const found = memory.leftoverRequests(tallyUrl);
  for (const request of found) if (!isLost(request)) memory.forgetRequest(request);
  const leftovers = found.filter(isLost);
  if (leftovers.length === 0) return;
  const liveness = await askLiveness();
  for (const request of leftovers) {
    if (judgeLeftover(request, liveness, now()) === "hold") memory.holdBack(request);
    else memory.forgetRequest(request);
  }
}
