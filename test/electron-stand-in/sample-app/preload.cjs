"use strict";
const { contextBridge, ipcRenderer } = require("electron");

globalThis.onlyInPreload = true;

contextBridge.exposeInMainWorld("sample", {
  platform: process.platform,
  nested: { list: [1, 2, { deep: true }] },
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  listen: (channel, listener) => {
    const own = (_event, value) => listener(value);
    ipcRenderer.on(channel, own);
    return () => ipcRenderer.removeListener(channel, own);
  },
  add: (left, right) => left + right,
  refuse: () => {
    throw Object.assign(new TypeError("refused"), { code: 7 });
  },
  canLoad: (name) => {
    try {
      return typeof require(name) === "object";
    } catch {
      return false;
    }
  },
});
