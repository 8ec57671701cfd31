import { streams } from "../catalog/index.ts";
import { isReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";
import { isThisComputer } from "../contract/settings.ts";
import { openDestination } from "../destination/open-destination.ts";
import type { Destination } from "../destination/destination.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { settleLeftovers } from "../history/leftover-requests.ts";
import type { Liveness } from "../history/leftover-requests.ts";
import { openAgentMemory } from "../history/open-agent-memory.ts";
import { memoryFile } from "../history/user-data-folder.ts";
import { createTallySource } from "../source/tally-source.ts";
import type { FullTallySource } from "../source/tally-source.ts";
import type { TallySource } from "../source/source.ts";
import { createEngine } from "../sync/engine.ts";
import type { Engine } from "../sync/engine-api.ts";
import type { Call } from "./call.ts";
import { knownInstallation, meetWhenNew } from "./meet-tally.ts";
import { rememberRequests } from "./remember-requests.ts";

export function openMemory(call: Call): AgentMemory {
  const memory = openAgentMemory(memoryFile(call.dataFolder), call.clock);
  if (memory.damagedFile !== null) {
    call.output.note(call.output.say("memoryDamaged", { file: memory.damagedFile }));
  }
  return memory;
}

/** Opens and, where needed, upgrades the database. Commands that only look never make one. */
export async function openDatabase(
  call: Call,
  options: { readonly mayCreate: boolean },
): Promise<Destination> {
  const destination = await openDestination(call.databaseAddress, options);
  try {
    await destination.prepare(streams, call.programVersion);
    return destination;
  } catch (error) {
    await destination.close();
    throw error;
  }
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
  call: Call,
  memory: AgentMemory,
  work: (source: FullTallySource) => Promise<T>,
): Promise<T> {
  const { tallyUrl, output, clock } = call;
  if (!isThisComputer(tallyUrl) && memory.isFirstTime(`clear-text ${tallyUrl}`)) {
    output.note(output.say("clearText", { host: new URL(tallyUrl).host }));
  }
  const source = createTallySource({
    url: tallyUrl,
    memory: rememberRequests(memory, call),
    installation: knownInstallation(memory, tallyUrl),
    clock,
  });
  const settle = (signal: AbortSignal): Promise<void> =>
    settleLeftovers(
      memory,
      tallyUrl,
      () => askLiveness(source, signal),
      () => clock.now(),
    );
  try {
    await settle(call.signal);
    return await work(source);
  } catch (error) {
    await refuseStranger(error, source, call.signal);
    throw error;
  } finally {
    if (!call.signal.aborted) await settle(call.signal).catch(() => {});
    await source.close();
  }
}

/** Everything a run needs, opened in order and closed in reverse. */
export async function withEngine<T>(
  call: Call,
  work: (engine: Engine, destination: Destination) => Promise<T>,
  beforehand: (memory: AgentMemory, tallyUrl: string) => void = () => {},
): Promise<T> {
  using memory = openMemory(call);
  beforehand(memory, call.tallyUrl);
  await using destination = await openDatabase(call, { mayCreate: true });
  return await withTally(call, memory, async (source) => {
    const { clock, log, onProgress, programVersion } = call;
    const engine = createEngine({
      source: meetWhenNew(source, memory, call),
      destination,
      memory,
      clock,
      log,
      onProgress,
      programVersion,
      startedBy: "cli",
      isAddressAgreed: call.isTallyNamed,
    });
    return await work(engine, destination);
  });
}

/** For commands that only read the database. */
export async function withDatabase<T>(
  call: Call,
  work: (destination: Destination) => Promise<T>,
): Promise<T> {
  await using destination = await openDatabase(call, { mayCreate: false });
  return await work(destination);
}
