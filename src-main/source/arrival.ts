import type { IncomingMessage } from "node:http";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { type ReceivedBytes, createReceivedBytes } from "./received-bytes.ts";

export interface ArrivalListener {
  onBytes(bytes: number): void;
  /** The whole answer has come, and Tally is free; whoever takes the pieces may still be at it. */
  onReceived(): void;
}

/**
 * An answer in pieces. What has come waits in memory while more arrives, so that Tally is not held by what is done with
 * it; only where much waits already, Tally waits too. A piece holds until the next is taken. Throws where the
 * connection breaks off.
 */
export async function* takePieces(
  response: IncomingMessage,
  listener: ArrivalListener,
): AsyncGenerator<Buffer> {
  const arrival = watchArrival(response, listener);
  try {
    for (;;) {
      const piece = arrival.received.take();
      const end = arrival.end();
      if (piece !== null) {
        if (response.isPaused()) response.resume();
        yield piece;
        await whileMoreArrives(arrival);
      } else if (end === "received") return;
      else if (end !== null) throw end;
      else await arrival.news();
    }
  } finally {
    arrival.received.release();
  }
}

interface Arrival {
  readonly received: ReceivedBytes;
  arrivedBytes(): number;
  /** Null while more may come. */
  end(): "received" | Error | null;
  /** Something has come, or the end has, since this was asked last. */
  news(): Promise<void>;
}

function watchArrival(response: IncomingMessage, listener: ArrivalListener): Arrival {
  const received = createReceivedBytes();
  let arrivedBytes = 0;
  let end: "received" | Error | null = null;
  let news = Promise.withResolvers<void>();
  const endWith = (how: "received" | Error): void => {
    if (end !== null) return;
    end = how;
    if (how === "received") listener.onReceived();
    news.resolve();
  };
  response.on("data", (chunk: Buffer) => {
    received.put(chunk);
    arrivedBytes += chunk.length;
    if (received.isFull()) response.pause();
    listener.onBytes(chunk.length);
    news.resolve();
  });
  response.once("end", () => endWith("received"));
  response.on("error", endWith);
  response.once("close", () =>
    endWith(Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" })),
  );
  return {
    received,
    arrivedBytes: () => arrivedBytes,
    end: () => end,
    news: async () => {
      await news.promise;
      news = Promise.withResolvers<void>();
    },
  };
}

/** Ends with the first turn of the event loop that brings nothing. */
async function whileMoreArrives(arrival: Arrival): Promise<void> {
  let before: number;
  do {
    before = arrival.arrivedBytes();
    await turnOfTheLoop();
  } while (arrival.arrivedBytes() > before);
}
