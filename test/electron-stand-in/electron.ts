import { runInThisContext } from "node:vm";
import { app } from "./main/app.ts";
import { BrowserWindow } from "./main/browser-window.ts";
import { host } from "./main/host-link.ts";
import { ipcMain } from "./main/ipc-main.ts";
import { Menu, MenuItem } from "./main/menu.ts";
import { nativeImage } from "./main/native-image.ts";
import { nativeTheme, tellTheme } from "./main/native-theme.ts";
import { imitate, imitateNothing } from "./main/not-imitated.ts";
import { Notification } from "./main/notification.ts";
import { hearPages } from "./main/page-events.ts";
import { answerSchemes, protocol } from "./main/protocol-handler.ts";
import { safeStorage } from "./main/safe-storage.ts";
import { session } from "./main/session.ts";
import { clipboard, dialog, net, powerMonitor, powerSaveBlocker, screen, shell } from "./main/system.ts";
import { Tray } from "./main/tray.ts";
import { utilityProcess } from "./main/utility-process.ts";

/**
 * `electron` as the main process sees it. Every name of the real module is there, because a missing one would fail
 * while modules are linked, before the program says anything; what is not imitated throws when it is used.
 */

const notImitated = [
  "BaseWindow",
  "BrowserView",
  "ImageView",
  "MessageChannelMain",
  "ServiceWorkerMain",
  "ShareMenu",
  "TouchBar",
  "View",
  "WebContentsView",
  "autoUpdater",
  "contentTracing",
  "crashReporter",
  "desktopCapturer",
  "globalShortcut",
  "inAppPurchase",
  "netLog",
  "pushNotifications",
  "sharedTexture",
  "systemPreferences",
  "webContents",
  "webFrameMain",
] as const;

const refusing = Object.fromEntries(notImitated.map((name) => [name, imitateNothing(name)])) as Record<
  (typeof notImitated)[number],
  object
>;

const everything = imitate("electron", {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  ...refusing,
});

export const {
  BaseWindow,
  BrowserView,
  ImageView,
  MessageChannelMain,
  ServiceWorkerMain,
  ShareMenu,
  TouchBar,
  View,
  WebContentsView,
  autoUpdater,
  contentTracing,
  crashReporter,
  desktopCapturer,
  globalShortcut,
  inAppPurchase,
  netLog,
  pushNotifications,
  sharedTexture,
  systemPreferences,
  webContents,
  webFrameMain,
} = refusing;
export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};
// oxlint-disable-next-line import/no-default-export -- `import electron from "electron"` must work as well
export default everything;
export { everything as "module.exports" };

hearPages();
answerSchemes();
tellTheme();
host.answer("evaluate", async ({ code, argument }) => {
  const run = runInThisContext(`(${code})`) as (electron: object, argument: unknown) => unknown;
  return await run(everything, argument);
});

// Electron only warns; here it is told as well, so that it fails the spec.
process.on("unhandledRejection", (reason) => {
  const stack = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  process.stderr.write(`Unhandled rejection: ${stack}\n`);
  host.tell("miss", { name: "unhandled rejection in the main process", stack });
});
