import type { WorkerCallName, WorkerCalls } from "../../contract/worker-messages.ts";
import type { Agent } from "../agent.ts";

/** How calls are answered. What is thrown crosses as data. */
export type CallsNamed<Names extends WorkerCallName> = {
  readonly [Name in Names]: (
    agent: Agent,
    input: WorkerCalls[Name]["input"],
  ) => Promise<WorkerCalls[Name]["answer"]>;
};
