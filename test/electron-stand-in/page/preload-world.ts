import { decode, encode } from "../codec.ts";
import { createBridge } from "./bridge.ts";
import type { Bridge } from "./bridge.ts";

/** The preload's isolated world: `require("electron")` of a sandboxed preload, over a binding to the host. */

export interface PreloadSetup {
  readonly secret: string;
  /** Name of the function by which the host hears us; it exists in this world only. */
  readonly binding: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

export interface Sandbox {
  readonly require: (name: string) => unknown;
  readonly process: object;
}

type Listener = (event: object, ...args: unknown[]) => void;

interface Outgoing {
  readonly kind: "invoke" | "send" | "close" | "miss";
  readonly call: number;
  readonly channel: string;
  readonly args: string;
}

export function installPreloadWorld(setup: PreloadSetup): Sandbox {
  const bridge = createBridge(`${setup.secret}.preload`, `${setup.secret}.page`);
  const binding = (globalThis as unknown as Record<string, (text: string) => void>)[setup.binding];
  const post = (message: Outgoing): void => binding?.(JSON.stringify(message));
  bridge.offer("close", () => post({ kind: "close", call: 0, channel: "", args: "" }));

  const refuse = (name: string): never => {
    post({ kind: "miss", call: 0, channel: name, args: "" });
    throw new Error(`${name} is not imitated by the stand-in for Electron.`);
  };
  const guard = (name: string, object: object): object =>
    new Proxy(object, {
      get(target, key) {
        if (key in target || typeof key === "symbol" || key === "then" || key === "__esModule") {
          return Reflect.get(target, key) as unknown;
        }
        return refuse(`${name}.${key}`);
      },
    });

  const electron = guard("electron", {
    contextBridge: guard("contextBridge", { exposeInMainWorld: makeExpose(bridge) }),
    ipcRenderer: guard("ipcRenderer", makeIpcRenderer(setup.secret, post, bridge)),
  });
  const { platform, versions } = setup;
  const shown = { platform, versions, type: "renderer", sandboxed: true, contextIsolated: true };
  return {
    require: (name) => {
      if (name === "electron" || name === "electron/renderer") return electron;
      if (name === "events" || name === "timers" || name === "url") return refuse(`require("${name}")`);
      throw new Error(`module not found: ${name}`);
    },
    process: Object.freeze({ ...shown, env: Object.freeze({}), argv: Object.freeze([]) }),
  };
}

function makeExpose(bridge: Bridge): (key: string, api: unknown) => void {
  return (key, api) => {
    if (typeof key !== "string") throw new TypeError("The key of exposeInMainWorld must be a string.");
    bridge.call("expose", key, api);
  };
}

function makeIpcRenderer(secret: string, post: (message: Outgoing) => void, bridge: Bridge): object {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Listener[]>();
  let lastCall = 0;
  const pack = (args: readonly unknown[]): string => encode(structuredClone(args));

  // The host speaks to this world by these; the page cannot see them.
  const receiver = {
    answer(call: number, isRefused: boolean, outcome: string): void {
      const promise = waiting.get(call);
      waiting.delete(call);
      if (isRefused) promise?.reject(new Error(outcome));
      else promise?.resolve(decode(outcome));
    },
    deliver(channel: string, args: string): void {
      const event = { sender: renderer, ports: [] };
      const decoded = decode(args) as unknown[];
      for (const listener of listeners.get(channel)?.slice() ?? []) listener(event, ...decoded);
    },
    setVisible: (isVisible: boolean): void => void bridge.call("setVisible", isVisible),
  };
  Object.defineProperty(globalThis, secret, { value: receiver, enumerable: false });

  const remove = (channel: string, listener: Listener): object => {
    const kept = (listeners.get(channel) ?? []).filter((each) => each !== listener);
    listeners.set(channel, kept);
    return renderer;
  };
  const add = (channel: string, listener: Listener): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    return renderer;
  };
  const renderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const call = (lastCall += 1);
      const promise = Promise.withResolvers<unknown>();
      const packed = pack(args);
      waiting.set(call, promise);
      post({ kind: "invoke", call, channel, args: packed });
      return promise.promise;
    },
    send(channel: string, ...args: unknown[]): void {
      post({ kind: "send", call: 0, channel, args: pack(args) });
    },
    on: add,
    addListener: add,
    once(channel: string, listener: Listener): object {
      const once: Listener = (event, ...args) => {
        remove(channel, once);
        listener(event, ...args);
      };
      return add(channel, once);
    },
    off: remove,
    removeListener: remove,
    removeAllListeners(channel: string): object {
      listeners.delete(channel);
      return renderer;
    },
  };
  return renderer;
}
