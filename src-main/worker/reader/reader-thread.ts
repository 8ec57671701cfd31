import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { openDatabase } from "../../agent/open-database.ts";
import type { Result } from "../../contract/channels.ts";
import { toWireError } from "../../contract/wire-error.ts";
import type { Destination } from "../../destination/destination.ts";
import { isReaderData } from "./reader-messages.ts";
import type { ReadAnswer, ReaderData, ReadQuestion, ToReader } from "./reader-messages.ts";
import { reads } from "./reads.ts";

/** This file begins the thread; it is a file of its own in every bundle. */
export const readerThreadUrl = new URL(import.meta.url);

type Read = (destination: Destination, input: unknown, signal: AbortSignal) => Promise<unknown>;

/** Answers questions about the database, one after the other, until it is closed. */
function runReaderThread(port: MessagePort, { databaseUrl, programVersion }: ReaderData): void {
  const closing = new AbortController();
  let opened: Promise<Destination> | null = null;
  const open = (): Promise<Destination> =>
    (opened ??= openDatabase(databaseUrl, programVersion, { mayCreate: false }));
  const forget = async (): Promise<void> => {
    const last = opened;
    opened = null;
    await last?.then((destination) => destination.close()).catch(() => {});
  };

  const answer = async ({ name, input }: ReadQuestion): Promise<Result<unknown>> => {
    try {
      const read = reads[name] as Read;
      return { ok: true, value: await read(await open(), input, closing.signal) };
    } catch (error) {
      const wire = toWireError(error);
      // A connection that broke is of no use for the next question.
      if (wire.code.startsWith("DEST_")) await forget();
      return { ok: false, error: wire };
    }
  };

  const receive = async (message: ToReader): Promise<void> => {
    if (message === "reopen" || message === "close") await forget();
    if (message === "close") port.close();
    if (typeof message === "string") return;
    const result = await answer(message);
    port.postMessage({ id: message.id, result } satisfies ReadAnswer);
  };

  let last: Promise<void> = Promise.resolve();
  port.on("message", (message: ToReader) => {
    if (message === "close") closing.abort();
    last = last.then(() => receive(message));
  });
}

if (!isMainThread && parentPort !== null && isReaderData(workerData)) runReaderThread(parentPort, workerData);
