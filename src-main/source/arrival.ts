import type { IncomingMessage } from "node:http";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { createReceivedBytes } from "./received-bytes.ts";

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
  const received = createReceivedBytes();
  let arrivedBytes = 0;
  let ended = false;
  let failure: Error | null = null;
  let news = Promise.withResolvers<void>();
  response.on("data", (chunk: Buffer) => {
    received.put(chunk);
    arrivedBytes += chunk.length;
    if (received.isFull()) response.pause();
    listener.onBytes(chunk.length);
    news.resolve();
  });
  response.once("end", () => {
    ended = true;
    listener.onReceived();
    news.resolve();
  });
  const fail = (error: Error): void => {
    failure ??= error;
    news.resolve();
  };
  response.on("error", fail);
  response.once("close", () => {
    if (!ended) fail(Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" }));
  });

  /** Ends with the first turn of the event loop that brings nothing. */
  async function whileMoreArrives(): Promise<void> {
    let before: number;
    do {
      before = arrivedBytes;
      await turnOfTheLoop();
    } while (arrivedBytes > before);
  }

  try {
    for (;;) {
      const piece = received.take();
      if (piece !== null) {
        if (response.isPaused()) response.resume();
        yield piece;
        await whileMoreArrives();
      } else if (failure !== null) throw failure as Error;
      else if (ended) return;
      else {
        await news.promise;
        news = Promise.withResolvers<void>();
      }
    }
  } finally {
    received.release();
  }
}
