import type { AgentMemory, RequestName } from "../history/agent-memory.ts";
import type { RequestMemory } from "../source/client.ts";
import type { Call } from "./call.ts";

/** Keeps the request under way in this PC's memory, and tells it with `--verbose`. */
export function rememberRequests(
  memory: AgentMemory,
  { tallyUrl, log }: Pick<Call, "tallyUrl" | "log">,
): RequestMemory {
  const underWay = new Map<string, RequestName>();
  const heldBack = new Set(memory.heldBackRequests(tallyUrl).map((request) => request.hash));
  return {
    begin: ({ id, hash, summary }) => {
      const request = { tallyUrl, hash, summary };
      underWay.set(id, request);
      memory.beginRequest(request);
      log.debug(`asked: ${summary}`);
    },
    end: (id, outcome) => {
      const request = underWay.get(id);
      if (request === undefined) return;
      underWay.delete(id);
      memory.endRequest(request, outcome);
      log.debug(`${outcome}: ${request.summary}`);
    },
    isHeldBack: (hash) => heldBack.has(hash),
  };
}
