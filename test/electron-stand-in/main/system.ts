import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type Electron from "electron";
import { CheckedEmitter, imitate, miss } from "./not-imitated.ts";

/** What stands for Windows itself: dialogs, shell, clipboard, screen, power, network. Nothing of the machine is touched. */

/** The probe lays answers ready before the program asks; a dialog that comes unasked must fail, not hang. */
const unexpected = (name: string) => (): never => miss(`dialog.${name} without a prepared answer`);

export const dialog = imitate("dialog", {
  showOpenDialog: unexpected("showOpenDialog"),
  showSaveDialog: unexpected("showSaveDialog"),
  showMessageBox: unexpected("showMessageBox"),
  showErrorBox: unexpected("showErrorBox"),
} satisfies Pick<Electron.Dialog, "showOpenDialog" | "showSaveDialog" | "showMessageBox" | "showErrorBox">);

export const shell = imitate("shell", {
  openExternal: async () => {},
  openPath: async () => "",
  showItemInFolder: () => {},
} satisfies Pick<Electron.Shell, "openExternal" | "openPath" | "showItemInFolder">);

let clipboardText = "";
export const clipboard = imitate("clipboard", {
  readText: async () => clipboardText,
  writeText: async (text) => {
    clipboardText = text;
  },
  clear: () => {
    clipboardText = "";
  },
} satisfies Pick<Electron.Clipboard, "readText" | "writeText" | "clear">);

const area = { x: 0, y: 0, width: 1_920, height: 1_080 };
const display = {
  id: 1,
  bounds: area,
  workArea: { ...area, height: 1_040 },
  workAreaSize: { width: 1_920, height: 1_040 },
  size: { width: 1_920, height: 1_080 },
  scaleFactor: 1,
} as Electron.Display;

class ScreenImitation
  extends CheckedEmitter
  implements
    Pick<
      Electron.Screen,
      "getPrimaryDisplay" | "getAllDisplays" | "getDisplayMatching" | "getDisplayNearestPoint"
    >
{
  getPrimaryDisplay(): Electron.Display {
    return display;
  }
  getAllDisplays(): Electron.Display[] {
    return [display];
  }
  getDisplayMatching(): Electron.Display {
    return display;
  }
  getDisplayNearestPoint(): Electron.Display {
    return display;
  }
}
export const screen = imitate(
  "screen",
  new ScreenImitation("screen", ["display-added", "display-removed", "display-metrics-changed"]),
);

class PowerImitation
  extends CheckedEmitter
  implements Pick<Electron.PowerMonitor, "isOnBatteryPower" | "getSystemIdleTime" | "onBatteryPower">
{
  readonly onBatteryPower = false;
  isOnBatteryPower(): boolean {
    return false;
  }
  getSystemIdleTime(): number {
    return 0;
  }
}
export const powerMonitor = imitate(
  "powerMonitor",
  new PowerImitation("powerMonitor", [
    "suspend",
    "resume",
    "lock-screen",
    "unlock-screen",
    "shutdown",
    "on-ac",
    "on-battery",
    "user-did-become-active",
    "user-did-resign-active",
  ]),
);

export const powerSaveBlocker = imitate("powerSaveBlocker", {
  start: () => 1,
  stop: () => true,
  isStarted: () => false,
} satisfies Pick<Electron.PowerSaveBlocker, "start" | "stop" | "isStarted">);

/** A spec takes the network away by the probe (`__probe.isOnline`). */
function isOnline(): boolean {
  return (globalThis as { readonly __probe?: { readonly isOnline?: boolean } }).__probe?.isOnline ?? true;
}

async function fetchFile(target: string | { readonly url: string }): Promise<Response> {
  const url = typeof target === "string" ? target : target.url;
  if (!url.startsWith("file:")) return miss(`net.fetch of ${url}`);
  return new Response(await readFile(fileURLToPath(url)));
}

export const net = imitate("net", {
  fetch: fetchFile as unknown as Electron.Net["fetch"],
  isOnline,
  get online() {
    return isOnline();
  },
} satisfies Pick<Electron.Net, "fetch" | "isOnline" | "online">);
