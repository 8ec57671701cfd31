import type { WireError } from "../src-main/contract/agent-state.ts";
import type {
  ChannelAnswer,
  ChannelInput,
  ChannelName,
  Result,
  WindowApi,
} from "../src-main/contract/channels.ts";

/** The only file that touches what the preload offers. Every answer is a Result; nothing here throws. */

declare global {
  interface Window {
    readonly tallyReplica?: WindowApi;
  }
}

export type Api = WindowApi;

function lostAnswer(technical: string): WireError {
  return { code: "INTERNAL_ERROR", details: {}, technical };
}

async function invokeSafely<Name extends ChannelName>(
  offered: WindowApi,
  name: Name,
  input: ChannelInput<Name>,
): Promise<Result<ChannelAnswer<Name>>> {
  try {
    return await offered.invoke(name, input);
  } catch (error) {
    return { ok: false, error: lostAnswer(`${name}: ${String(error)}`) };
  }
}

export function connectApi(): Api {
  const offered = window.tallyReplica;
  if (offered === undefined) {
    return {
      invoke: () => Promise.resolve({ ok: false, error: lostAnswer("window.tallyReplica is missing") }),
      listen: () => () => undefined,
    };
  }
  return {
    invoke: (name, input) => invokeSafely(offered, name, input),
    listen: (name, listener) => offered.listen(name, listener),
  };
}
