import type { WorkerSetup } from "../contract/worker-messages.ts";
import type { Destination } from "../destination/destination.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import type { Housekeeping } from "./housekeeping.ts";
import type { Engine } from "../sync/engine-api.ts";

/** What is open while the agent works after one set-up. */
export interface WorkAtHand {
  readonly setup: WorkerSetup;
  readonly memory: AgentMemory;
  readonly destination: Destination;
  /** Runs of it count as asked for by a person. */
  readonly engine: Engine;
  /** Reads anew how all companies stand, after a change that was no run. */
  readonly housekeeping: Housekeeping;
  readonly refresh: () => Promise<void>;
}
