import type Electron from "electron";
import { EventEmitter } from "node:events";
import { decode, encode } from "../codec.ts";
import type { PageMessage } from "../protocol.ts";
import { host } from "./host-link.ts";
import { imitate, makeEvent, miss } from "./not-imitated.ts";
import { makeFrame } from "./web-contents.ts";
import type { Contents } from "./web-contents.ts";

type Handler = (event: object, ...args: unknown[]) => unknown;

const handlers = new Map<string, Handler>();

class IpcMainImitation
  extends EventEmitter
  implements Pick<Electron.IpcMain, "handle" | "handleOnce" | "removeHandler">
{
  handle(channel: string, handler: (...args: never[]) => unknown): void {
    if (handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    handlers.set(channel, handler as Handler);
  }
  handleOnce(channel: string, handler: (...args: never[]) => unknown): void {
    this.handle(channel, (...args: never[]) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }
  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

const emitter = new IpcMainImitation();
export const ipcMain = imitate("ipcMain", emitter);

export function receiveFromPage(contents: Contents, message: PageMessage): void {
  const args = message.args === "" ? [] : (decode(message.args) as unknown[]);
  const frame = makeFrame(message.id, message.url);
  const event = makeEvent({
    type: "frame",
    sender: contents,
    senderFrame: frame,
    frameId: frame.routingId,
    processId: frame.processId,
    reply: (channel: string, ...reply: unknown[]): void => contents.send(channel, ...reply),
  });
  switch (message.kind) {
    case "send":
      emitter.emit(message.channel, event, ...args);
      return;
    case "invoke":
      void answerInvoke(message, event, args);
      return;
    case "miss":
      try {
        miss(message.channel);
      } catch {
        // Counted by the host; the page has got its own exception.
      }
      return;
    case "close":
  }
}

/** The sentences are Electron's own, so that a program that shows them shows the same here. */
async function answerInvoke(message: PageMessage, event: object, args: readonly unknown[]): Promise<void> {
  const { id, context, call, channel } = message;
  const reply = (isRefused: boolean, outcome: string): void =>
    host.tell("ipc.answer", { id, context, call, isRefused, outcome });
  try {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const value = await handler(event, ...args);
    reply(false, encode(structuredClone(value)));
  } catch (error) {
    process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`);
    reply(true, `Error invoking remote method '${channel}': ${String(error)}`);
  }
}
