import { type ErrorCode, ReplicaError } from "../contract/errors.ts";
import type { TallyClient } from "./client.ts";
import type { Observation, Step } from "./installation.ts";

/** What one question showed. */
export interface Seen {
  readonly isAsExpected: boolean;
  readonly seen: string;
}

/** After these Tally itself is in doubt: no further question goes out. */
const fatal: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_NOT_RUNNING",
  "SOURCE_HOST_NOT_FOUND",
  "SOURCE_NOT_TALLY",
  "SOURCE_TIMEOUT",
  "SOURCE_CONNECTION_LOST",
  "SOURCE_NO_COMPANY_OPEN",
  "SOURCE_COMPANY_NOT_OPEN",
  "SOURCE_REQUEST_UNPROVEN",
  "INTERNAL_STOPPED",
]);

/** After these Tally may have gone down over the question: it is not put again by itself. */
const notRepeated: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_REQUEST_HELD_BACK",
  "SOURCE_CUT_ANSWER",
  "SOURCE_EXCEPTION",
]);

export interface Notes {
  /** Whether it is as expected. What is not is asked again, and that counts: one bad moment must not decide for good. */
  note(step: Step, ask: () => Promise<Seen>): Promise<boolean>;
  all(): readonly Observation[];
}

export function createNotes(client: TallyClient, onObservation: (observation: Observation) => void): Notes {
  const observations: Observation[] = [];
  const add = (observation: Observation): Observation => {
    observations.push(observation);
    onObservation(observation);
    return observation;
  };
  const askOnce = async (step: Step, ask: () => Promise<Seen>): Promise<Observation> => {
    const startedAt = performance.now();
    const before = client.traffic().bytes;
    const measured = () => ({
      elapsedMs: Math.round(performance.now() - startedAt),
      bytes: client.traffic().bytes - before,
    });
    try {
      const { isAsExpected, seen } = await ask();
      return add({ step, outcome: isAsExpected ? "ok" : "differs", code: null, seen, ...measured() });
    } catch (error) {
      if (!(error instanceof ReplicaError) || fatal.has(error.code)) throw error;
      const outcome = error.code === "SOURCE_REQUEST_HELD_BACK" ? "heldBack" : "refused";
      return add({ step, outcome, code: error.code, seen: error.message, ...measured() });
    }
  };
  return {
    note: async (step, ask) => {
      const first = await askOnce(step, ask);
      if (first.outcome === "ok") return true;
      if (first.code !== null && notRepeated.has(first.code)) return false;
      observations.pop();
      return (await askOnce(step, ask)).outcome === "ok";
    },
    all: () => observations,
  };
}
