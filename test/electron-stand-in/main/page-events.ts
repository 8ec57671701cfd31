import { appState } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import type { WindowLike } from "./browser-window.ts";
import { host } from "./host-link.ts";
import { receiveFromPage } from "./ipc-main.ts";
import { makeEvent } from "./not-imitated.ts";

/** What the host tells about pages becomes the events of windows and their contents. */

function withWindow(id: number, act: (window: WindowLike) => void): void {
  const window = BrowserWindow.fromId(id);
  if (window !== null && !window.isDestroyed()) act(window);
}

export function hearPages(): void {
  host.hear("page.domReady", ({ id }) => withWindow(id, ({ webContents }) => webContents.emit("dom-ready")));
  host.hear("page.loaded", ({ id }) =>
    withWindow(id, ({ webContents }) => {
      webContents._isLoading = false;
      webContents.emit("did-stop-loading");
      webContents.emit("did-finish-load");
    }),
  );
  host.hear("page.firstPaint", ({ id }) =>
    withWindow(id, (window) => {
      if (window._hasPainted) return;
      window._hasPainted = true;
      window.emit("ready-to-show");
    }),
  );
  host.hear("page.navigated", ({ id, url, isInPage }) =>
    withWindow(id, ({ webContents }) => {
      webContents._url = url;
      webContents.emit(isInPage ? "did-navigate-in-page" : "did-navigate", makeEvent(), url, true);
    }),
  );
  host.hear("page.crashed", ({ id }) => withWindow(id, reportCrash));
  host.hear("page.windowOpen", ({ id, url }) =>
    withWindow(id, ({ webContents }) => webContents._askToOpen(url)),
  );
  host.hear("page.preloadError", ({ id, message }) =>
    withWindow(id, ({ webContents }) =>
      webContents.emit("preload-error", makeEvent(), "", new Error(message)),
    ),
  );
  host.hear("page.console", ({ id, level, message }) =>
    withWindow(id, ({ webContents }) =>
      webContents.emit("console-message", makeEvent({ level, message, lineNumber: 0, sourceId: "" })),
    ),
  );
  host.hear("page.closedByPerson", ({ id }) => withWindow(id, (window) => window.close()));
  host.hear("ipc.fromPage", (message) =>
    withWindow(message.id, (window) => {
      if (message.kind === "close") window.close();
      else receiveFromPage(window.webContents, message);
    }),
  );
  host.answer("page.mayNavigate", ({ id, url }) => {
    const window = BrowserWindow.fromId(id);
    return window !== null && window.webContents._mayNavigate(url);
  });
}

function reportCrash(window: WindowLike): void {
  const { webContents } = window;
  webContents._isCrashed = true;
  const details = { reason: "crashed", exitCode: 1 };
  webContents.emit("render-process-gone", makeEvent(), details);
  appState.emit("render-process-gone", makeEvent(), webContents, details);
}
