import http from "node:http";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import { type ArrivalListener, takePieces } from "./arrival.ts";
import { createAnswerDecoder } from "./encoding.ts";
import { shorten } from "./errors.ts";

/** One HTTP request and its answer, without any memory of others. */
export interface ExchangeCall {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** Nothing arrives for this long. Tally computes before it writes, so this covers the wait for the first byte too. */
  readonly silenceTimeoutMs: number;
  readonly totalTimeoutMs: number;
}

/** Takes the answer as it comes; `end` decides whether it was whole. */
export interface AnswerConsumer {
  write(text: string): void;
  end(): void;
}

export interface ExchangeResult {
  readonly bytes: number;
  /** From the request to the last byte of its answer: so long Tally was held. */
  readonly elapsedMs: number;
}

export async function exchange(
  call: ExchangeCall,
  consumer: AnswerConsumer,
  listener: ArrivalListener,
  signal: AbortSignal,
): Promise<ExchangeResult> {
  if (signal.aborted) throw stopped(signal);
  const startedAt = performance.now();
  const request = http.request(call.url, {
    method: call.method,
    headers: { ...call.headers, Connection: "close" },
    agent: false,
  });
  const guard = createGuard(call, request, signal);
  let bytes = 0;
  let elapsedMs = 0;
  try {
    const response = await send(request, call.body);
    guard.touch();
    if (response.statusCode !== 200) {
      response.resume();
      throw new ReplicaError("SOURCE_HTTP_STATUS", { status: response.statusCode ?? 0 });
    }
    const pieces = takePieces(response, {
      onBytes: (count) => {
        bytes += count;
        guard.touch();
        listener.onBytes(count);
      },
      onReceived: () => {
        elapsedMs = performance.now() - startedAt;
        guard.end();
        listener.onReceived();
      },
    });
    await consume(pieces, response.headers["content-type"], consumer, signal);
    return { bytes, elapsedMs };
  } catch (error) {
    throw guard.reason() ?? (isReplicaError(error) ? error : errorOfSocket(error, call.url, bytes));
  } finally {
    guard.end();
    request.destroy();
  }
}

function send(request: http.ClientRequest, body: Buffer | null): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    // Stays on for the whole exchange: a late socket error would otherwise end the program.
    request.on("error", reject);
    request.end(body);
  });
}

async function consume(
  pieces: AsyncIterable<Buffer>,
  contentType: string | undefined,
  consumer: AnswerConsumer,
  signal: AbortSignal,
): Promise<void> {
  const decoder = createAnswerDecoder(contentType);
  let failure: unknown = null;
  let received = 0;
  const feed = (step: () => void): void => {
    if (failure !== null) return; // drained: leaving early would not stop Tally (protocol §1.5)
    try {
      step();
    } catch (error) {
      failure = error ?? new Error("the answer's consumer failed");
    }
  };
  for await (const piece of pieces) {
    if (signal.aborted) throw stopped(signal);
    received += piece.length;
    feed(() => consumer.write(decoder.write(piece)));
  }
  if (received === 0) throw new ReplicaError("SOURCE_EMPTY_ANSWER");
  feed(() => consumer.write(decoder.end()));
  feed(() => consumer.end());
  if (failure !== null) throw failure;
}

interface Guard {
  /** Something arrived. */
  touch(): void;
  /** Why we ended the exchange ourselves, if we did. */
  reason(): unknown;
  end(): void;
}

function createGuard(call: ExchangeCall, request: http.ClientRequest, signal: AbortSignal): Guard {
  let reason: unknown = null;
  const giveUp = (error: unknown): void => {
    reason ??= error;
    request.destroy(error instanceof Error ? error : undefined);
  };
  const timeOut = (afterMs: number): void =>
    giveUp(new ReplicaError("SOURCE_TIMEOUT", { url: call.url.origin, seconds: Math.round(afterMs / 1000) }));
  const onAbort = (): void => giveUp(stopped(signal));
  const silence = setTimeout(() => timeOut(call.silenceTimeoutMs), call.silenceTimeoutMs);
  const total = setTimeout(() => timeOut(call.totalTimeoutMs), call.totalTimeoutMs);
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    touch: () => void silence.refresh(),
    reason: () => reason,
    end: () => {
      clearTimeout(silence);
      clearTimeout(total);
      signal.removeEventListener("abort", onAbort);
    },
  };
}

export function stopped(signal: AbortSignal): ReplicaError {
  const reason: unknown = signal.reason;
  return reason instanceof ReplicaError
    ? reason
    : new ReplicaError("INTERNAL_STOPPED", {}, { cause: reason });
}

/** What the network said, in our codes (signatures: protocol §1.7). */
function errorOfSocket(error: unknown, url: URL, bytes: number): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const details = {
    url: url.origin,
    host: url.hostname,
    message: error instanceof Error ? shorten(error.message) : "",
  };
  if (code === "ECONNREFUSED") return new ReplicaError("SOURCE_NOT_RUNNING", details, { cause: error });
  if (["ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "EINVAL"].includes(code)) {
    return new ReplicaError("SOURCE_HOST_NOT_FOUND", details, { cause: error });
  }
  if (code === "ETIMEDOUT")
    return new ReplicaError("SOURCE_TIMEOUT", { ...details, seconds: 0 }, { cause: error });
  if (code.startsWith("HPE_")) return new ReplicaError("SOURCE_NOT_TALLY", details, { cause: error });
  if (["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"].includes(code)) {
    return new ReplicaError(bytes > 0 ? "SOURCE_CUT_ANSWER" : "SOURCE_CONNECTION_LOST", details, {
      cause: error,
    });
  }
  return error;
}
