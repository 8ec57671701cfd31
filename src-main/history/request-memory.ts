import type { Clock } from "../contract/clock.ts";
import type { AgentMemory, HeldBackRequest, RequestUnderWay } from "./agent-memory.ts";
import type { MemoryDatabase } from "./memory-file.ts";

type RequestMemory = Pick<
  AgentMemory,
  | "beginRequest"
  | "endRequest"
  | "leftoverRequests"
  | "forgetLeftoverRequests"
  | "holdBack"
  | "heldBackRequests"
  | "release"
>;

interface StoredRequest extends RequestUnderWay {
  readonly processId: number;
}

/** Signal 0 asks only whether the process exists; EPERM means it does, under another user. */
function isRunning(processId: number): boolean {
  if (processId === process.pid) return true;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function withoutProcess({ tallyUrl, hash, summary, startedAt }: StoredRequest): RequestUnderWay {
  return { tallyUrl, hash, summary, startedAt };
}

/**
 * Requests under way are kept per process: another program of the same user may be asking the same Tally now,
 * and only what a dead process left behind is a leftover.
 */
export function createRequestMemory(database: MemoryDatabase, clock: Clock): RequestMemory {
  const begin = database.prepare(
    "insert or replace into requests_under_way (tally_url, process_id, hash, summary, started_at) values (?, ?, ?, ?, ?)",
  );
  const end = database.prepare("delete from requests_under_way where tally_url = ? and process_id = ?");
  const underWay = database.prepare(
    `select tally_url as tallyUrl, process_id as processId, hash, summary, started_at as startedAt
     from requests_under_way where tally_url = ? order by started_at`,
  );
  const hold = database.prepare(
    `insert or replace into held_back_requests (tally_url, hash, summary, reason, held_since) values (?, ?, ?, ?, ?)`,
  );
  const held = database.prepare(
    `select tally_url as tallyUrl, hash, summary, reason, held_since as heldSince
     from held_back_requests where tally_url = ? order by held_since`,
  );
  const release = database.prepare("delete from held_back_requests where tally_url = ? and hash = ?");

  const leftovers = (tallyUrl: string): readonly StoredRequest[] =>
    (underWay.all(tallyUrl) as StoredRequest[]).filter((request) => !isRunning(request.processId));

  return {
    beginRequest: ({ tallyUrl, hash, summary }) => {
      begin.run(tallyUrl, process.pid, hash, summary, clock.now().toISOString());
    },
    endRequest: (tallyUrl) => {
      end.run(tallyUrl, process.pid);
    },
    leftoverRequests: (tallyUrl) => leftovers(tallyUrl).map(withoutProcess),
    forgetLeftoverRequests: (tallyUrl) => {
      for (const request of leftovers(tallyUrl)) end.run(tallyUrl, request.processId);
    },
    holdBack: ({ tallyUrl, hash, summary, reason }) => {
      hold.run(tallyUrl, hash, summary, reason, clock.now().toISOString());
    },
    heldBackRequests: (tallyUrl) => held.all(tallyUrl) as HeldBackRequest[],
    release: (tallyUrl, hash) => {
      release.run(tallyUrl, hash);
    },
  };
}
