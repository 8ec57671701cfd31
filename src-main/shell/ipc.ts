import { ipcMain } from "electron";
import type { IpcMainInvokeEvent, WebFrameMain } from "electron";
import type { WireError } from "../contract/agent-state.ts";
import { channels } from "../contract/channels.ts";
import type { ChannelAnswer, ChannelName, ChannelParsed, NamesBy, Result } from "../contract/channels.ts";
import { toWireError } from "../contract/wire-error.ts";

/** What the main process answers itself. */
export type ShellAnswers = {
  readonly [Name in NamesBy<"shell">]: (
    input: ChannelParsed<Name>,
  ) => ChannelAnswer<Name> | Promise<ChannelAnswer<Name>>;
};

interface IpcParts {
  readonly answers: ShellAnswers;
  /** Hands a checked call on to the worker. */
  callWorker<Name extends NamesBy<"worker">>(
    name: Name,
    input: ChannelParsed<Name>,
  ): Promise<Result<ChannelAnswer<Name>>>;
  /** Only the top frame of our own page, in a window we made, may call. */
  isOurPage(senderId: number, address: string): boolean;
  onRefused(reason: string): void;
}

/** A frame inside the page, or one that is gone, has no say. */
function isTopFrame(frame: WebFrameMain | null): frame is WebFrameMain {
  return frame !== null && frame.parent === null;
}

const refusal: WireError = { code: "INTERNAL_ERROR", details: {}, technical: "refused: not our page" };

async function answer(parts: IpcParts, name: ChannelName, input: unknown): Promise<Result<unknown>> {
  const parsed = channels[name].input.safeParse(input);
  if (!parsed.success) {
    const technical = `${name}: ${parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}`;
    parts.onRefused(technical);
    return { ok: false, error: { code: "INTERNAL_ERROR", details: {}, technical } };
  }
  if (channels[name].by === "worker") {
    return await parts.callWorker(name as NamesBy<"worker">, parsed.data as never);
  }
  try {
    const reply = parts.answers[name as NamesBy<"shell">] as (input: unknown) => unknown;
    return { ok: true, value: await reply(parsed.data) };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}

/** Registers every call of the one table. A handler never throws: Electron would keep only the message of it. */
export function registerChannels(parts: IpcParts): void {
  for (const name of Object.keys(channels) as ChannelName[]) {
    ipcMain.handle(name, async (event: IpcMainInvokeEvent, input: unknown): Promise<Result<unknown>> => {
      const frame = event.senderFrame;
      if (!isTopFrame(frame) || !parts.isOurPage(event.sender.id, frame.url)) {
        parts.onRefused(`${name} from a page that is not ours`);
        return { ok: false, error: refusal };
      }
      return await answer(parts, name, input);
    });
  }
}
