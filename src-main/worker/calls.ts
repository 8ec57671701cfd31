import type { Result } from "../contract/channels.ts";
import { toWireError } from "../contract/wire-error.ts";
import type { WorkerCallName } from "../contract/worker-messages.ts";
import type { Agent } from "./agent.ts";
import { actionCalls } from "./calls/actions.ts";
import type { CallsNamed } from "./calls/call-table.ts";
import { databaseCalls } from "./calls/database.ts";
import { decisionCalls } from "./calls/decisions.ts";
import { pageCalls } from "./calls/pages.ts";
import { supportCalls } from "./calls/support.ts";
import { tallyCalls } from "./calls/tally.ts";

/** Everything the worker answers. The compiler refuses a table that lacks a call. */
const calls: CallsNamed<WorkerCallName> = {
  ...actionCalls,
  ...databaseCalls,
  ...decisionCalls,
  ...pageCalls,
  ...supportCalls,
  ...tallyCalls,
};

type AnyCall = (agent: Agent, input: unknown) => Promise<unknown>;

/** Answers never throw: an error crosses as data. */
export async function answerCall(
  agent: Agent,
  name: WorkerCallName,
  input: unknown,
): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await (calls[name] as AnyCall)(agent, input) };
  } catch (error) {
    agent.parts.log.warn("a call failed", { order: name, error });
    return { ok: false, error: toWireError(error) };
  }
}
