import type { Logger } from "../contract/logger.ts";
import type { AgentMemory, RequestName } from "../history/agent-memory.ts";
import type { RequestMemory } from "../source/client.ts";

/** Keeps the request under way in this PC's memory, and tells the log. */
export function rememberRequests(
  memory: AgentMemory,
  { tallyUrl, log }: { readonly tallyUrl: string; readonly log: Logger },
): RequestMemory {
  const underWay = new Map<string, RequestName>();
  return {
    begin: ({ id, hash, summary }) => {
      const request = { tallyUrl, hash, summary };
      underWay.set(id, request);
      memory.beginRequest(request);
      log.debug("asked", { request: summary, hash });
    },
    end: (id, outcome) => {
      const request = underWay.get(id);
      if (request === undefined) return;
      underWay.delete(id);
      memory.endRequest(request, outcome);
      log.debug("asked and ended", { outcome, request: request.summary, hash: request.hash });
    },
    // Asked anew each time: a person may release them meanwhile.
    isHeldBack: (hash) => memory.heldBackRequests(tallyUrl).some((request) => request.hash === hash),
  };
}
