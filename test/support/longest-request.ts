import { expect } from "vitest";
import { paceOf } from "../../src-main/sample-tally/port/pace.ts";
import { onlyRun } from "./replica-trial.ts";
import type { Trial } from "./replica-trial.ts";

/** How long the longest request of a good sync would have held a real Tally, in milliseconds. */
export async function longestOfSync(trial: Trial): Promise<number> {
  const before = trial.port.log.length;
  expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", error: null });
  const held = trial.port.log.slice(before).map(({ vouchersWalked, bytes }) => {
    const pace = paceOf("real", vouchersWalked);
    // Answers come in UTF-16.
    return pace.beforeMs + pace.charactersMs(bytes / 2);
  });
  return Math.max(...held);
}
