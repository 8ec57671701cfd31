import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type Electron from "electron";
import { beforeReadyIsKnown, life } from "./app-life.ts";
import { CheckedEmitter, imitate, makeEvent, miss } from "./not-imitated.ts";
import { lockInstance } from "./single-instance.ts";
import type { InstanceLock } from "./single-instance.ts";

/** The login item as Windows would keep it, and modes that a spec can put it in. */
interface LoginItem {
  openAtLogin: boolean;
  args: readonly string[];
  path: string;
}

interface ClosableWindow {
  close(): void;
  isDestroyed(): boolean;
}

type Members =
  | "getAppPath"
  | "getLocale"
  | "getLoginItemSettings"
  | "getName"
  | "getPath"
  | "getPreferredSystemLanguages"
  | "getSystemLocale"
  | "getVersion"
  | "hasSingleInstanceLock"
  | "isPackaged"
  | "isReady"
  | "name"
  | "quit"
  | "exit"
  | "focus"
  | "enableSandbox"
  | "disableHardwareAcceleration"
  | "releaseSingleInstanceLock"
  | "setAppLogsPath"
  | "setAppUserModelId"
  | "setLoginItemSettings"
  | "setName"
  | "setPath"
  | "whenReady";

const appEvents = [
  "ready",
  "will-finish-launching",
  "second-instance",
  "window-all-closed",
  "before-quit",
  "will-quit",
  "quit",
  "activate",
  "browser-window-created",
  "browser-window-focus",
  "browser-window-blur",
  "web-contents-created",
  "render-process-gone",
  "child-process-gone",
];

class AppImitation extends CheckedEmitter implements Pick<Electron.App, Members> {
  readonly isPackaged = process.env["ELECTRON_STAND_IN_PACKAGED"] === "1";
  readonly commandLine = imitate("app.commandLine", {
    appendSwitch(): void {},
    appendArgument(): void {},
    hasSwitch: (name: string): boolean => process.argv.some((each) => each.startsWith(`--${name}`)),
  });
  readonly _paths = new Map<string, string>();
  readonly _windows: ClosableWindow[] = [];
  _lock: InstanceLock | null = null;
  _loginItem: LoginItem = { openAtLogin: false, args: [], path: process.execPath };
  _exitCode = 0;
  _isEnding = false;

  constructor() {
    super("app", appEvents);
    beforeReadyIsKnown(() => {
      this.emit("will-finish-launching");
      this.emit("ready", makeEvent(), {});
    });
  }

  get name(): string {
    return life.description.name;
  }
  set name(name: string) {
    life.description = { ...life.description, name };
  }
  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return life.description.version;
  }
  getAppPath(): string {
    return life.description.appPath;
  }
  getLocale(): string {
    return process.env["ELECTRON_STAND_IN_LOCALE"] ?? "en-IN";
  }
  getSystemLocale(): string {
    return this.getLocale();
  }
  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
  }
  isReady(): boolean {
    return life.isReady;
  }
  whenReady(): Promise<void> {
    return life.whenReady;
  }
  focus(): void {}
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  setAppUserModelId(): void {}
  setAppLogsPath(folder?: string): void {
    if (folder !== undefined) this._paths.set("logs", folder);
  }

  getPath(name: string): string {
    const folder = this._paths.get(name) ?? this._defaultPath(name);
    if (name === "userData" || name === "logs") mkdirSync(folder, { recursive: true });
    return folder;
  }
  setPath(name: string, folder: string): void {
    this._paths.set(name, folder);
  }
  _defaultPath(name: string): string {
    const home = os.homedir();
    const appData = process.env["APPDATA"] ?? process.env["XDG_CONFIG_HOME"] ?? path.join(home, ".config");
    switch (name) {
      case "home":
        return home;
      case "appData":
        return appData;
      case "userData":
      case "sessionData":
        return path.join(appData, this.name);
      case "logs":
        return path.join(this.getPath("userData"), "logs");
      case "temp":
        return os.tmpdir();
      case "exe":
        return process.execPath;
      case "desktop":
      case "documents":
      case "downloads":
        return path.join(home, `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`);
      default:
        return miss(`app.getPath("${name}")`);
    }
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    this._lock ??= lockInstance(this.getPath("userData"), additionalData ?? null, (start) =>
      this.emit("second-instance", makeEvent(), start.argv, start.cwd, start.additionalData),
    );
    return this._lock !== null;
  }
  hasSingleInstanceLock(): boolean {
    return this._lock !== null;
  }
  releaseSingleInstanceLock(): void {
    this._lock?.release();
    this._lock = null;
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    const { openAtLogin = false, args = [], path: program = process.execPath } = settings;
    this._loginItem = { openAtLogin, args, path: program };
  }
  /** As on Windows: only who asks with the same program and arguments is told that it is on. */
  getLoginItemSettings(asked: Electron.LoginItemSettingsOptions = {}): Electron.LoginItemSettings {
    const { openAtLogin, args, path: program } = this._loginItem;
    const isSame =
      (asked.path ?? process.execPath) === program &&
      JSON.stringify(asked.args ?? []) === JSON.stringify(args);
    const isOpen = openAtLogin && isSame;
    const executableWillLaunchAtLogin =
      isOpen && process.env["ELECTRON_STAND_IN_LOGIN_ITEM"] !== "switchedOff";
    return {
      openAtLogin: isOpen,
      executableWillLaunchAtLogin,
      launchItems: [],
    } as unknown as Electron.LoginItemSettings;
  }

  /** before-quit → close of every window (a prevented one stops it) → will-quit → quit → end. */
  quit(): void {
    if (this._isEnding) return;
    setImmediate(() => this._quitNow());
  }
  _quitNow(): void {
    if (this._isEnding) return;
    life.isQuitting = true;
    const before = makeEvent();
    this.emit("before-quit", before);
    if (before.defaultPrevented) {
      life.isQuitting = false;
      return;
    }
    for (const window of this._windows.slice()) {
      window.close();
      if (!window.isDestroyed()) {
        life.isQuitting = false;
        return;
      }
    }
    const will = makeEvent();
    this.emit("will-quit", will);
    if (will.defaultPrevented) {
      life.isQuitting = false;
      return;
    }
    this.exit(this._exitCode);
  }
  exit(code = 0): void {
    if (this._isEnding) return;
    this._isEnding = true;
    this.emit("quit", makeEvent(), code);
    this._lock?.release();
    process.exit(code);
  }
}

export const appState = new AppImitation();
export const app = imitate("app", appState, ["dock"]);

export function announceWindow(window: ClosableWindow): void {
  appState._windows.push(window);
}

/** All windows closed: Electron ends by itself unless somebody listens. */
export function forgetWindow(window: ClosableWindow): void {
  const index = appState._windows.indexOf(window);
  if (index >= 0) appState._windows.splice(index, 1);
  if (appState._windows.length > 0 || life.isQuitting) return;
  if (!appState.emit("window-all-closed")) appState.quit();
}
