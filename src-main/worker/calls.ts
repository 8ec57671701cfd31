import type { Result } from "../contract/channels.ts";
import { toWireError } from "../contract/wire-error.ts";
import type { WorkerCallName, WorkerCalls } from "../contract/worker-messages.ts";
import type { Agent } from "./agent.ts";

type CallTable = {
  readonly [Name in WorkerCallName]?: (
    agent: Agent,
    input: WorkerCalls[Name]["input"],
  ) => Promise<WorkerCalls[Name]["answer"]>;
};

const calls: CallTable = {
  "runs.page": (agent, input) => agent.surroundings.reader.ask("runs.page", input),
  "runs.detail": (agent, input) => agent.surroundings.reader.ask("runs.detail", input),
};

/** Answers never throw: an error crosses as data. */
export async function answerCall(
  agent: Agent,
  name: WorkerCallName,
  input: unknown,
): Promise<Result<unknown>> {
  try {
    const answer = calls[name] as ((agent: Agent, input: unknown) => Promise<unknown>) | undefined;
    if (answer === undefined) throw new Error(`nobody answers ${name}`);
    return { ok: true, value: await answer(agent, input) };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}
