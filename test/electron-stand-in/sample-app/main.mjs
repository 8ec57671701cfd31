// A small program made like the product's shell: only for the specs of the stand-in itself.
import path from "node:path";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeImage, Notification, protocol } from "electron";
import { safeStorage, screen, shell, Tray, utilityProcess } from "electron";

const folder = import.meta.dirname;
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const policy =
  "default-src 'none'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

// `ready` waits for the entry module, a pause in it included: else this would come too late.
await setTimeout(20);
protocol.registerSchemesAsPrivileged([
  { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const log = [];
globalThis.sampleLog = log;
let isQuitting = false;
let window;
let tray;
let worker;

async function serve(request) {
  const { pathname } = new URL(request.url);
  const name = path.basename(pathname);
  const body = await readFile(path.join(folder, "renderer", name)).catch(() => null);
  if (body === null) return new Response("not here", { status: 404 });
  const type = types[path.extname(name)] ?? "application/octet-stream";
  return new Response(body, { headers: { "content-type": type, "content-security-policy": policy } });
}

function openWindow() {
  window = new BrowserWindow({
    width: 900,
    height: 600,
    show: false,
    webPreferences: { preload: path.join(folder, "preload.cjs"), sandbox: true, contextIsolation: true },
  });
  window.once("ready-to-show", () => window.show());
  window.on("close", (event) => {
    if (isQuitting) return;
    event.preventDefault();
    window.hide();
  });
  const { webContents } = window;
  webContents.on("will-navigate", (event, url) => {
    log.push(`navigate ${url}`);
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(({ url }) => {
    log.push(`open ${url}`);
    void shell.openExternal(url);
    return { action: "deny" };
  });
  webContents.on("render-process-gone", (_event, { reason }) => {
    log.push(`gone ${reason}`);
    webContents.reload();
  });
  webContents.on("preload-error", (_event, _file, error) => log.push(`preload ${error.message}`));
  void window.loadURL("app://renderer/index.html").catch((error) => log.push(`load ${error.message}`));
}

function startWorker() {
  worker = utilityProcess.fork(path.join(folder, "worker.mjs"), ["--say", "hello"]);
  worker.on("message", (message) => {
    log.push(`worker ${message.kind}`);
    window.webContents.send("worker", message);
    if (message.kind === "done") worker.kill();
  });
  worker.on("exit", (code) => log.push(`worker exit ${code === 0 ? "zero" : "not zero"}`));
}

function answer() {
  ipcMain.handle("echo", (event, value) => ({
    value,
    url: event.senderFrame?.url,
    is: event.sender === window.webContents,
  }));
  ipcMain.handle("fail", () => {
    throw new RangeError("bad range");
  });
  ipcMain.handle("secret", async (_event, text) => {
    const kept = await safeStorage.encryptStringAsync(text);
    const { result } = await safeStorage.decryptStringAsync(kept);
    return { isClear: kept.includes(text), result };
  });
  ipcMain.handle(
    "file",
    async () => (await dialog.showSaveDialog(window, { title: "Where to" })).filePath ?? null,
  );
  ipcMain.handle("events", async (event, count) => {
    for (let index = 0; index < count; index += 1) event.sender.send("counted", index);
    return count;
  });
  ipcMain.on("note", (_event, text) => log.push(`note ${text}`));
  ipcMain.on("work", (_event, text) => worker.postMessage({ kind: "work", text }));
}

function openTray() {
  tray = new Tray(nativeImage.createEmpty());
  tray.setToolTip(`Sample on ${screen.getPrimaryDisplay().workAreaSize.width}`);
  const template = [
    { label: "Open", click: () => window.show() },
    { label: "Grey", enabled: false },
    { type: "separator" },
    { label: "Loud", type: "checkbox", checked: false, click: (item) => log.push(`loud ${item.checked}`) },
    { label: "More", submenu: [{ label: "Tell", click: tell }] },
    { type: "separator" },
    { label: "Quit", click: () => app.quit() },
  ];
  tray.setContextMenu(Menu.buildFromTemplate(template));
}

function tell() {
  const notification = new Notification({ title: "Told", body: "by the menu" });
  notification.on("click", () => log.push("notification clicked"));
  notification.show();
}

if (app.requestSingleInstanceLock()) {
  app.on("second-instance", (_event, argv) => {
    log.push(`second ${argv.includes("--hello")}`);
    window.show();
  });
  app.on("before-quit", () => {
    isQuitting = true;
  });
  app.on("window-all-closed", () => undefined);
  void app.whenReady().then(() => {
    protocol.handle("app", serve);
    answer();
    openWindow();
    openTray();
    startWorker();
  });
} else {
  app.quit();
}
