import type { Clock } from "../contract/clock.ts";
import type { AgentMemory, HeldBackRequest, RequestUnderWay } from "./agent-memory.ts";
import type { MemoryDatabase } from "./memory-file.ts";

type RequestMemory = Pick<
  AgentMemory,
  | "beginRequest"
  | "endRequest"
  | "leftoverRequests"
  | "forgetRequest"
  | "holdBack"
  | "heldBackRequests"
  | "release"
>;

interface StoredRequest extends RequestUnderWay {
  readonly processId: number;
}

/** In place of a process: the program lives, but the request is lost. */
const nobody = 0;
/** Enough for the requests that come again and again (probe, masters, census); windows differ each time. */
const answeredKept = 1000;

/** Signal 0 asks only whether the process exists; EPERM means it does, under another user. */
function isRunning(processId: number): boolean {
  if (processId === nobody) return false;
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
    `insert or replace into requests_under_way (tally_url, process_id, hash, summary, started_at)
     values (?, ?, ?, ?, ?)`,
  );
  const end = database.prepare(
    "delete from requests_under_way where tally_url = ? and hash = ? and process_id = ?",
  );
  const forget = database.prepare("delete from requests_under_way where tally_url = ? and hash = ?");
  const underWay = database.prepare(
    `select tally_url as tallyUrl, process_id as processId, hash, summary, started_at as startedAt
     from requests_under_way where tally_url = ? order by started_at`,
  );
  const rememberAnswered = database.prepare(
    "insert or replace into answered_requests (tally_url, hash) values (?, ?)",
  );
  const dropAnswered = database.prepare("delete from answered_requests where id <= ?");
  const wasAnswered = database
    .prepare("select 1 from answered_requests where tally_url = ? and hash = ?")
    .pluck();
  const hold = database.prepare(
    "insert or replace into held_back_requests (tally_url, hash, summary, held_since) values (?, ?, ?, ?)",
  );
  const held = database.prepare(
    `select tally_url as tallyUrl, hash, summary, held_since as heldSince
     from held_back_requests where tally_url = ? order by held_since`,
  );
  const release = database.prepare("delete from held_back_requests where tally_url = ? and hash = ?");
  const now = (): string => clock.now().toISOString();

  return {
    beginRequest: ({ tallyUrl, hash, summary }) => {
      begin.run(tallyUrl, process.pid, hash, summary, now());
    },
    endRequest: ({ tallyUrl, hash, summary }, outcome) => {
      end.run(tallyUrl, hash, process.pid);
      if (outcome === "answered") {
        const { lastInsertRowid } = rememberAnswered.run(tallyUrl, hash);
        dropAnswered.run(Number(lastInsertRowid) - answeredKept);
      } else if (outcome === "lost" && wasAnswered.get(tallyUrl, hash) === undefined) {
        begin.run(tallyUrl, nobody, hash, summary, now());
      }
    },
    leftoverRequests: (tallyUrl) =>
      (underWay.all(tallyUrl) as StoredRequest[])
        .filter((request) => !isRunning(request.processId))
        // This Tally has answered it before: whatever happened, it was not the request.
        .filter(({ hash }) => wasAnswered.get(tallyUrl, hash) === undefined)
        .map(withoutProcess),
    forgetRequest: ({ tallyUrl, hash }) => {
      forget.run(tallyUrl, hash);
    },
    holdBack: ({ tallyUrl, hash, summary }) => {
      hold.run(tallyUrl, hash, summary, now());
      forget.run(tallyUrl, hash);
    },
    heldBackRequests: (tallyUrl) => held.all(tallyUrl) as HeldBackRequest[],
    release: (tallyUrl, hash) => {
      release.run(tallyUrl, hash);
    },
  };
}
