import { BrowserWindow, nativeTheme } from "electron";
import type { Events, EventName, Route } from "../contract/channels.ts";
import { windowIconFile } from "./icons.ts";
import { rendererPage } from "./renderer-files.ts";

/** The one window: made when first needed, hidden instead of closed, healed when its page dies. */
export interface AppWindow {
  show(route: Route | null): void;
  send<Name extends EventName>(name: Name, event: Events[Name]): void;
  /** For the first drawing: where the window was asked to go before its page listened. */
  takeRoute(): Route | null;
  isOurs(senderId: number): boolean;
  /** From now on closing closes. */
  letGo(): void;
  /** For dialogs; null while there is no window. */
  parent(): BrowserWindow | null;
}

interface WindowParts {
  readonly preload: string;
  readonly onCrashed: (reason: string) => void;
  /** Windows is shutting down or the user signs off: little time is left. */
  readonly onSessionEnd: () => void;
}

const backgrounds = { dark: "#1f1f1f", light: "#fafafa" } as const;
const crashesAllowed = 3;
const crashesWithinMs = 60_000;

function makeWindow(preload: string): BrowserWindow {
  return new BrowserWindow({
    show: false,
    width: 1120,
    height: 760,
    minWidth: 640,
    minHeight: 480,
    title: "Tally Replica",
    icon: windowIconFile(process.platform),
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
}

export function createAppWindow({ preload, onCrashed, onSessionEnd }: WindowParts): AppWindow {
  let window: BrowserWindow | null = null;
  let isWanted = false;
  let isEnding = false;
  let route: Route | null = null;
  let crashes: number[] = [];

  const reveal = (shown: BrowserWindow): void => {
    if (shown.isMinimized()) shown.restore();
    shown.show();
    shown.focus();
  };

  /** A page that dies again and again is left alone; the tray and the copying go on without it. */
  const heal = (broken: BrowserWindow, reason: string): void => {
    onCrashed(reason);
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < crashesWithinMs), now];
    if (crashes.length <= crashesAllowed && !broken.isDestroyed()) broken.webContents.reload();
  };

  const open = (): BrowserWindow => {
    const opened = makeWindow(preload);
    opened.on("close", (event) => {
      if (isEnding) return;
      event.preventDefault();
      isWanted = false;
      opened.hide();
    });
    opened.on("closed", () => {
      window = null;
    });
    opened.on("ready-to-show", () => {
      if (isWanted) reveal(opened);
    });
    opened.webContents.on("render-process-gone", (_event, { reason }) => heal(opened, reason));
    opened.on("session-end", onSessionEnd);
    void opened.loadURL(rendererPage);
    return opened;
  };

  return {
    show: (wanted) => {
      isWanted = true;
      route = wanted ?? route;
      if (window === null) {
        window = open();
        return;
      }
      reveal(window);
      if (wanted !== null) window.webContents.send("window.navigate" satisfies EventName, wanted);
    },
    send: (name, event) => {
      if (window !== null && !window.isDestroyed()) window.webContents.send(name, event);
    },
    takeRoute: () => {
      const taken = route;
      route = null;
      return taken;
    },
    isOurs: (senderId) => window !== null && !window.isDestroyed() && window.webContents.id === senderId,
    letGo: () => {
      isEnding = true;
    },
    parent: () => (window !== null && !window.isDestroyed() && window.isVisible() ? window : null),
  };
}
