import type { Choice } from "../../src-main/contract/choice.ts";
import type { RunReport } from "../../src-main/contract/run.ts";
import { systemClock } from "../../src-main/contract/clock.ts";
import { silentLogger } from "../../src-main/contract/logger.ts";
import { createEngine } from "../../src-main/sync/engine.ts";
import type { Engine, EngineOptions, FiguresSource } from "../../src-main/sync/engine-api.ts";
import { compareReplica, tellDifferences } from "./expected-rows/index.ts";
import { onlyRun, type Trial } from "./replica-trial.ts";

/** The same replica with other settings, as after the program was started again. */
export function engineWith(
  trial: Trial,
  wanted: NonNullable<EngineOptions["wanted"]>,
  others: Partial<EngineOptions> = {},
): Engine {
  return createEngine({
    source: trial.source as FiguresSource,
    destination: trial.destination,
    memory: trial.memory,
    clock: systemClock,
    log: silentLogger,
    onProgress: () => {},
    programVersion: "0.0.0-test",
    startedBy: "manual",
    wanted,
    ...others,
  });
}

const noSignal = new AbortController().signal;

export async function syncChosen(trial: Trial, choice: Choice, full = false): Promise<RunReport> {
  const engine = engineWith(trial, { choice });
  return onlyRun(await engine.sync({ companies: [], full, acceptDeletes: false }, noSignal));
}

/** The replica must equal the books restricted to the choice. */
export async function requireChosen(trial: Trial, choice: Choice): Promise<void> {
  const { books } = trial.control;
  const found = compareReplica(trial.file, await trial.companyId(books), books, choice);
  if (found.length > 0) throw new Error(tellDifferences(found));
}
