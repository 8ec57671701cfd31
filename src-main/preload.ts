import { contextBridge, ipcRenderer } from "electron";
import { channels, eventNames } from "./contract/channels.ts";
import type { WindowApi } from "./contract/channels.ts";

/** Offers the window the calls and events of the one table, and nothing else. */

const calls: ReadonlySet<string> = new Set(Object.keys(channels));
const events: ReadonlySet<string> = new Set(eventNames);

const api: WindowApi = {
  invoke: async (name, input) => {
    if (!calls.has(name)) throw new Error(`There is no call ${name}.`);
    return await ipcRenderer.invoke(name, input);
  },
  listen: (name, listener) => {
    if (!events.has(name)) throw new Error(`There is no event ${name}.`);
    const forward = (_event: unknown, value: unknown): void => listener(value as never);
    ipcRenderer.on(name, forward);
    return () => void ipcRenderer.removeListener(name, forward);
  },
};

contextBridge.exposeInMainWorld("tallyReplica", api);
