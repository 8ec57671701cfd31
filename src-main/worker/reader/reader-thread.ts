import type { MessagePort } from "node:worker_threads";
import type { Result } from "../../contract/channels.ts";
import { toWireError } from "../../contract/wire-error.ts";
import type { Destination } from "../../destination/destination.ts";
import { openDestination } from "../../destination/open-destination.ts";
import type { ReadAnswer, ReaderData, ReadQuestion } from "./reader-messages.ts";
import { reads } from "./reads.ts";

/** Answers questions about the database, one after the other, until its port is closed. */
export function runReaderThread(port: MessagePort, { databaseUrl }: ReaderData): void {
  let opened: Promise<Destination> | null = null;
  const open = (): Promise<Destination> => (opened ??= openDestination(databaseUrl, { mayCreate: false }));
  const forget = async (): Promise<void> => {
    const last = opened;
    opened = null;
    await last?.then((destination) => destination.close()).catch(() => {});
  };

  const answer = async ({ name, input }: ReadQuestion): Promise<Result<unknown>> => {
    try {
      const read = reads[name] as (destination: Destination, input: unknown) => Promise<unknown>;
      return { ok: true, value: await read(await open(), input) };
    } catch (error) {
      const wire = toWireError(error);
      // A connection that broke is of no use for the next question.
      if (wire.code.startsWith("DEST_")) await forget();
      return { ok: false, error: wire };
    }
  };

  let last: Promise<void> = Promise.resolve();
  port.on("message", (question: ReadQuestion | "close") => {
    last = last.then(async () => {
      if (question === "close") {
        await forget();
        port.close();
        return;
      }
      const result = await answer(question);
      port.postMessage({ id: question.id, result } satisfies ReadAnswer);
    });
  });
}
