import type Electron from "electron";
import { miss } from "./not-imitated.ts";

/** Options that are imitated, or that change only what a page of the browser cannot show (frame, icon, material). */
const knownOptions = new Set([
  "width",
  "height",
  "x",
  "y",
  "minWidth",
  "minHeight",
  "show",
  "title",
  "icon",
  "center",
  "backgroundColor",
  "backgroundMaterial",
  "autoHideMenuBar",
  "useContentSize",
  "darkTheme",
  "paintWhenInitiallyHidden",
  "resizable",
  "minimizable",
  "maximizable",
  "fullscreenable",
  "webPreferences",
]);

const knownPreferences = new Set([
  "preload",
  "sandbox",
  "contextIsolation",
  "nodeIntegration",
  "nodeIntegrationInWorker",
  "nodeIntegrationInSubFrames",
  "webSecurity",
  "allowRunningInsecureContent",
  "experimentalFeatures",
  "webviewTag",
  "navigateOnDragDrop",
  "safeDialogs",
  "spellcheck",
  "devTools",
  "enableWebSQL",
  "webgl",
  "plugins",
  "disableDialogs",
  "disableBlinkFeatures",
  "v8CacheOptions",
  "backgroundThrottling",
  "zoomFactor",
  "additionalArguments",
]);

/** What would open the window to its page: refused outright, whatever the program means by it. */
const forbidden: Readonly<Record<string, boolean>> = {
  sandbox: false,
  contextIsolation: false,
  webSecurity: false,
  nodeIntegration: true,
  nodeIntegrationInWorker: true,
  nodeIntegrationInSubFrames: true,
  allowRunningInsecureContent: true,
  experimentalFeatures: true,
  webviewTag: true,
  plugins: true,
};

export function checkOptions(options: Electron.BrowserWindowConstructorOptions): void {
  for (const key of Object.keys(options)) {
    if (!knownOptions.has(key)) miss(`BrowserWindow option ${key}`);
  }
  for (const [key, value] of Object.entries(options.webPreferences ?? {})) {
    if (!knownPreferences.has(key)) miss(`webPreferences.${key}`);
    if (key in forbidden && forbidden[key] === value) miss(`webPreferences.${key}: ${String(value)}`);
  }
}

export const windowEvents = [
  "ready-to-show",
  "show",
  "hide",
  "close",
  "closed",
  "focus",
  "blur",
  "minimize",
  "restore",
  "maximize",
  "unmaximize",
  "resize",
  "resized",
  "move",
  "moved",
  "page-title-updated",
  "query-session-end",
  "session-end",
  "unresponsive",
  "responsive",
];
