import type { Clock } from "../contract/clock.ts";
import { isReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";
import type { Logger } from "../contract/logger.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { settleLeftovers } from "../history/leftover-requests.ts";
import type { Liveness } from "../history/leftover-requests.ts";
import type { TallySource } from "../source/source.ts";
import { createTallySource } from "../source/tally-source.ts";
import type { FullTallySource } from "../source/tally-source.ts";
import { knownInstallation } from "./meet-tally.ts";
import { rememberRequests } from "./remember-requests.ts";

interface TallyParts {
  /** Where requests go. */
  readonly url: string;
  /** Under which address this PC remembers it; the same, but for the sample, whose port is another one each time. */
  readonly rememberedAs: string;
  readonly memory: AgentMemory;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A Tally whose requests this PC remembers. */
export interface TallySession extends AsyncDisposable {
  readonly source: FullTallySource;
  /** Judges what was lost on the way; asks the liveness line only where something was. */
  settle(signal: AbortSignal): Promise<void>;
}

export function openTally({ url, rememberedAs, memory, clock, log }: TallyParts): TallySession {
  const opened = createTallySource({
    url,
    memory: rememberRequests(memory, { tallyUrl: rememberedAs, log }),
    installation: knownInstallation(memory, rememberedAs),
    clock,
  });
  const source = { ...opened, url: rememberedAs };
  return {
    source,
    settle: (signal) =>
      settleLeftovers(
        memory,
        rememberedAs,
        () => askLiveness(source, signal),
        () => clock.now(),
      ),
    [Symbol.asyncDispose]: () => source.close(),
  };
}

async function askLiveness(source: TallySource, signal: AbortSignal): Promise<Liveness> {
  try {
    await source.ping(signal);
    return "answers";
  } catch (error) {
    if (isReplicaError(error, "SOURCE_TIMEOUT")) return "silent";
    if (isReplicaError(error, "SOURCE_NOT_RUNNING")) return "notRunning";
    throw error;
  }
}

const answersOfStrangers: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_EMPTY_ANSWER",
  "SOURCE_CUT_ANSWER",
  "SOURCE_UNREADABLE_ANSWER",
  "SOURCE_UNKNOWN_REQUEST",
  "SOURCE_HTTP_STATUS",
]);

/** A strange answer to the first question: the liveness line tells whether this is a Tally at all. */
async function refuseStranger(error: unknown, source: TallySource, signal: AbortSignal): Promise<void> {
  if (!isReplicaError(error) || !answersOfStrangers.has(error.code) || signal.aborted) return;
  await source.ping(signal);
}

/** Runs `work` with a Tally; what was lost on the way is judged before and after. */
export async function withTally<T>(
  parts: TallyParts,
  signal: AbortSignal,
  work: (source: FullTallySource) => Promise<T>,
): Promise<T> {
  const session = openTally(parts);
  const { source } = session;
  try {
    await session.settle(signal);
    return await work(source);
  } catch (error) {
    await refuseStranger(error, source, signal);
    throw error;
  } finally {
    if (!signal.aborted) await session.settle(signal).catch(() => {});
    await source.close();
  }
}
