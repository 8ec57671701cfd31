import { meetWhenNew } from "../agent/meet-tally.ts";
import { openDatabase as openAgentDatabase } from "../agent/open-database.ts";
import { withTally as withTallySession } from "../agent/tally-session.ts";
import type { Wanted } from "../contract/choice.ts";
import { isThisComputer } from "../contract/settings.ts";
import type { Destination } from "../destination/destination.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { openAgentMemory } from "../history/open-agent-memory.ts";
import { memoryFile } from "../history/user-data-folder.ts";
import type { FullTallySource } from "../source/tally-source.ts";
import { createEngine } from "../sync/engine.ts";
import type { Engine } from "../sync/engine-api.ts";
import type { Call } from "./call.ts";

export function openMemory(call: Call): AgentMemory {
  const memory = openAgentMemory(memoryFile(call.dataFolder), call.clock);
  if (memory.damagedFile !== null) {
    call.output.note(call.output.say("memoryDamaged", { file: memory.damagedFile }));
  }
  return memory;
}

/** Commands that only look never make a database. */
export async function openDatabase(
  call: Call,
  options: { readonly mayCreate: boolean },
): Promise<Destination> {
  return await openAgentDatabase(call.databaseAddress, call.programVersion, options);
}

/** Runs `work` with the Tally of this call; that books go over the network in clear text is said once. */
export async function withTally<T>(
  call: Call,
  memory: AgentMemory,
  work: (source: FullTallySource) => Promise<T>,
): Promise<T> {
  const { tallyUrl, output, clock, log, signal } = call;
  if (!isThisComputer(tallyUrl) && memory.isFirstTime(`clear-text ${tallyUrl}`)) {
    output.note(output.say("clearText", { host: new URL(tallyUrl).host }));
  }
  const parts = { url: tallyUrl, rememberedAs: tallyUrl, memory, clock, log };
  return await withTallySession(parts, signal, work);
}

/** Everything a run needs, opened in order and closed in reverse. */
export async function withEngine<T>(
  call: Call,
  work: (engine: Engine, destination: Destination) => Promise<T>,
  beforehand: (memory: AgentMemory, tallyUrl: string) => void = () => {},
  /** What the line says of years and parts goes before the settings. */
  choice: Wanted["choice"] = {},
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
      wanted: { choice: { ...call.settings.choice, ...choice } },
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
