import { createHash, randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../contract/clock.ts";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import { type RequestEncoding, encodeBody } from "./encoding.ts";
import { shorten } from "./errors.ts";
import { type AnswerConsumer, type ExchangeResult, exchange, stopped } from "./exchange.ts";

/** A checked request as it goes out. */
export interface OutgoingRequest {
  readonly text: string;
  readonly encoding: RequestEncoding;
  /** For people and logs, such as `vouchers 2025-04-01 to 2025-04-30`. */
  readonly summary: string;
}

export interface RequestRecord {
  readonly id: string;
  readonly hash: string;
  readonly summary: string;
  readonly startedAt: string;
}

/**
 * `answered`: Tally answered, well or badly. `notSent`: nobody listened. `slow`: given up, but Tally lives on.
 * `lost`: Tally closed the connection or went away while it worked on this: hold it back until a person agrees.
 */
export type RequestOutcome = "answered" | "notSent" | "slow" | "lost";

/** Remembers on disk which request is under way (change-capture rule 11). Kept by the caller. */
export interface RequestMemory {
  begin(record: RequestRecord): void;
  end(id: string, outcome: RequestOutcome): void;
  isHeldBack(hash: string): boolean;
}

export const forgetfulMemory: RequestMemory = { begin: () => {}, end: () => {}, isHeldBack: () => false };

export interface ClientOptions {
  readonly url: string;
  readonly memory?: RequestMemory;
  readonly clock?: Clock;
  readonly silenceTimeoutMs?: number;
  readonly totalTimeoutMs?: number;
  /** For the liveness line, which answers at once unless Tally is busy or shows a dialog. */
  readonly livenessTimeoutMs?: number;
  /** How long the same request is not repeated after it timed out. */
  readonly repeatPauseMs?: number;
}

export type TallyProduct = "TallyPrime" | "Tally.ERP 9";

export interface TallyClient {
  readonly url: string;
  ping(signal: AbortSignal): Promise<TallyProduct>;
  post(request: OutgoingRequest, consumer: AnswerConsumer, signal: AbortSignal): Promise<ExchangeResult>;
  traffic(): { readonly requests: number; readonly bytes: number };
  close(): Promise<void>;
}

/** A request we gave up on; Tally may still be at it. */
interface Abandoned {
  readonly id: string;
  readonly hash: string;
  readonly atMs: number;
  readonly timedOut: boolean;
}

export function hashRequest(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 32);
}

export function createTallyClient(options: ClientOptions): TallyClient {
  const settings = {
    silenceTimeoutMs: options.silenceTimeoutMs ?? 300_000,
    totalTimeoutMs: options.totalTimeoutMs ?? 3_600_000,
    livenessTimeoutMs: options.livenessTimeoutMs ?? 5_000,
    repeatPauseMs: options.repeatPauseMs ?? 60_000,
  };
  const url = parseTallyUrl(options.url);
  const memory = options.memory ?? forgetfulMemory;
  const clock = options.clock ?? systemClock;
  const queue = createQueue();
  const closing = new AbortController();
  let requests = 0;
  let bytes = 0;
  let abandoned: Abandoned | null = null;
  const countBytes = (count: number): void => void (bytes += count);

  async function askLiveness(signal: AbortSignal, timeoutMs: number): Promise<TallyProduct> {
    let text = "";
    requests += 1;
    const call = { url, method: "GET" as const, headers: {}, body: null };
    const consumer = { write: (part: string) => void (text += part.slice(0, 2000)), end: () => {} };
    await exchange(
      { ...call, silenceTimeoutMs: timeoutMs, totalTimeoutMs: timeoutMs },
      consumer,
      { onBytes: countBytes, onReceived: () => {} },
      signal,
    );
    return productOf(text, url);
  }

  /** After a time-out the liveness line must answer first; the same request waits longer still. */
  async function checkAlive(hash: string, signal: AbortSignal): Promise<void> {
    const last = abandoned;
    if (last === null) return;
    const waitedMs = clock.now().getTime() - last.atMs;
    if (last.timedOut && last.hash === hash && waitedMs < settings.repeatPauseMs) {
      const seconds = Math.ceil((settings.repeatPauseMs - waitedMs) / 1000);
      throw new ReplicaError("SOURCE_TIMEOUT", { url: url.origin, seconds });
    }
    try {
      await askLiveness(signal, settings.livenessTimeoutMs);
    } catch (error) {
      if (isReplicaError(error, "SOURCE_NOT_RUNNING")) settle(last, "lost");
      throw error;
    }
    settle(last, "slow");
  }

  function settle(last: Abandoned, outcome: RequestOutcome): void {
    memory.end(last.id, outcome);
    abandoned = null;
  }

  function noteFailure(error: unknown, id: string, hash: string, wasStopped: boolean): void {
    const timedOut = isReplicaError(error, "SOURCE_TIMEOUT");
    if (timedOut || wasStopped) abandoned = { id, hash, atMs: clock.now().getTime(), timedOut };
    else memory.end(id, outcomeOf(error));
  }

  async function send(
    request: OutgoingRequest,
    consumer: AnswerConsumer,
    onReceived: () => void,
    signal: AbortSignal,
  ): Promise<ExchangeResult> {
    const hash = hashRequest(request.text);
    if (memory.isHeldBack(hash))
      throw new ReplicaError("SOURCE_REQUEST_HELD_BACK", { request: request.summary });
    await checkAlive(hash, signal);
    if (signal.aborted) throw stopped(signal);
    const id = randomUUID();
    const body = encodeBody(request.text, request.encoding);
    const headers = {
      "Content-Type": `text/xml; charset=${request.encoding}`,
      "Content-Length": String(body.length),
    };
    memory.begin({ id, hash, summary: request.summary, startedAt: clock.now().toISOString() });
    requests += 1;
    try {
      const result = await exchange(
        { url, method: "POST", headers, body, ...settings },
        consumer,
        { onBytes: countBytes, onReceived },
        signal,
      );
      memory.end(id, "answered");
      return result;
    } catch (error) {
      noteFailure(error, id, hash, signal.aborted);
      throw error;
    }
  }

  const joined = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, closing.signal]);
  return {
    url: options.url,
    ping: (signal) =>
      queue.take(() => askLiveness(joined(signal), settings.livenessTimeoutMs), joined(signal)),
    post: (request, consumer, signal) =>
      queue.take((endTurn) => send(request, consumer, endTurn, joined(signal)), joined(signal)),
    traffic: () => ({ requests, bytes }),
    close: async () => {
      closing.abort(new ReplicaError("INTERNAL_STOPPED"));
      await queue.settled();
    },
  };
}

function outcomeOf(error: unknown): RequestOutcome {
  if (isReplicaError(error, "SOURCE_NOT_RUNNING") || isReplicaError(error, "SOURCE_HOST_NOT_FOUND"))
    return "notSent";
  if (isReplicaError(error, "SOURCE_CONNECTION_LOST") || isReplicaError(error, "SOURCE_CUT_ANSWER"))
    return "lost";
  return "answered";
}

export function parseTallyUrl(text: string): URL {
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  if (url === null || url.protocol !== "http:") throw new ReplicaError("CONFIG_TALLY_URL", { url: text });
  // Port 80 is what a URL without a port means; Tally listens on 9000 unless somebody changed it.
  if (url.port === "" && !/:80(\/|$)/.test(withScheme)) url.port = "9000";
  url.pathname = "/";
  return url;
}

function productOf(text: string, url: URL): TallyProduct {
  if (/<RESPONSE>\s*Tally\.?\s?ERP\s*9[^<]*is Running/i.test(text)) return "Tally.ERP 9";
  if (/<RESPONSE>\s*Tally\s?Prime[^<]*is Running/i.test(text)) return "TallyPrime";
  throw new ReplicaError("SOURCE_NOT_TALLY", { url: url.origin, message: shorten(text) });
}

interface Queue {
  /** A turn ends with its work, or earlier where the work says so. Whoever stops waiting leaves the others their turn. */
  take<T>(work: (endTurn: () => void) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** All work has ended, also what went on behind its turn. */
  settled(): Promise<void>;
}

/** One thing at a time, in the order asked. */
function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  const works = new Set<Promise<unknown>>();
  return {
    take: (work, signal) => {
      const { promise: turnEnded, resolve: endTurn } = Promise.withResolvers<void>();
      const done = last.then(() => {
        if (signal.aborted) throw stopped(signal);
        return work(endTurn);
      });
      works.add(done);
      const end = (): void => {
        works.delete(done);
        endTurn();
      };
      done.then(end, end);
      last = turnEnded;
      return leaveWhenAborted(done, signal);
    },
    settled: async () => void (await Promise.allSettled(works)),
  };
}

/** Stopping while others have their turn takes effect at once. */
function leaveWhenAborted<T>(turn: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(stopped(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
