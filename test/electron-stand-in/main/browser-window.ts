import { readFileSync } from "node:fs";
import type Electron from "electron";
import { announceWindow, appState, forgetWindow } from "./app.ts";
import { requireReady } from "./app-life.ts";
import { host } from "./host-link.ts";
import { CheckedEmitter, imitate, makeEvent } from "./not-imitated.ts";
import { createContents } from "./web-contents.ts";
import type { Contents } from "./web-contents.ts";
import { checkOptions, windowEvents } from "./window-options.ts";

type Members =
  | "blur"
  | "center"
  | "close"
  | "destroy"
  | "flashFrame"
  | "focus"
  | "getBackgroundColor"
  | "getBounds"
  | "getContentSize"
  | "getNormalBounds"
  | "getSize"
  | "getTitle"
  | "hide"
  | "id"
  | "isDestroyed"
  | "isFocused"
  | "isFullScreen"
  | "isMaximized"
  | "isMinimized"
  | "isVisible"
  | "loadURL"
  | "maximize"
  | "minimize"
  | "moveTop"
  | "reload"
  | "removeMenu"
  | "restore"
  | "setBackgroundColor"
  | "setBackgroundMaterial"
  | "setBounds"
  | "setIcon"
  | "setMenu"
  | "setMenuBarVisibility"
  | "setMinimumSize"
  | "setOverlayIcon"
  | "setProgressBar"
  | "setSize"
  | "setTitle"
  | "show"
  | "showInactive"
  | "unmaximize";

let lastId = 0;
let focusedId = 0;

class WindowImitation extends CheckedEmitter implements Pick<Electron.BrowserWindow, Members> {
  readonly id: number;
  readonly webContents: Contents;
  _isVisible: boolean;
  _isDestroyed = false;
  _isMinimized = false;
  _isMaximized = false;
  _hasPainted = false;
  _bounds: Electron.Rectangle;
  _minimum = { width: 0, height: 0 };
  _title: string;
  _backgroundColor: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    requireReady("BrowserWindow");
    checkOptions(options);
    super("BrowserWindow", windowEvents);
    this.id = lastId += 1;
    const { width = 800, height = 600, x = 100, y = 100, minWidth = 0, minHeight = 0 } = options;
    this._minimum = { width: minWidth, height: minHeight };
    this._bounds = { x, y, width: Math.max(width, minWidth), height: Math.max(height, minHeight) };
    this._title = options.title ?? appState.name;
    this._backgroundColor = options.backgroundColor ?? "#FFFFFF";
    this._isVisible = options.show ?? true;
    const self = imitate<WindowImitation>("BrowserWindow", this);
    this.webContents = createContents(self);
    announceWindow(self);
    void this._bear(options.webPreferences?.preload ?? null);
    appState.emit("browser-window-created", makeEvent(), self);
    appState.emit("web-contents-created", makeEvent(), this.webContents);
    return self;
  }

  async _bear(preload: string | null): Promise<void> {
    const { width, height } = this._bounds;
    let read: { readonly file: string; readonly text: string } | null = null;
    try {
      if (preload !== null) read = { file: preload, text: readFileSync(preload, "utf8") };
    } catch (error) {
      setImmediate(() => this.webContents.emit("preload-error", makeEvent(), preload, error));
    }
    await host.ask("window.create", { id: this.id, width, height, preload: read }).catch(() => undefined);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    this._isMinimized = false;
    if (!this._isVisible) this._setVisible(true);
  }
  hide(): void {
    if (this._isVisible) this._setVisible(false);
  }
  _setVisible(isVisible: boolean): void {
    this._isVisible = isVisible;
    host.tell("window.visible", { id: this.id, isVisible });
    if (!isVisible) this.blur();
    this.emit(isVisible ? "show" : "hide");
  }
  isVisible(): boolean {
    return this._isVisible;
  }
  close(): void {
    if (this._isDestroyed) return;
    const event = makeEvent();
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this._isDestroyed) return;
    this._isDestroyed = true;
    this._isVisible = false;
    if (focusedId === this.id) focusedId = 0;
    this.webContents._isDestroyed = true;
    host.tell("window.destroyed", { id: this.id });
    this.webContents.emit("destroyed");
    this.emit("closed");
    forgetWindow(BrowserWindow.fromId(this.id) ?? this);
  }
  isDestroyed(): boolean {
    return this._isDestroyed;
  }
  focus(): void {
    if (focusedId === this.id) return;
    WindowImitation.fromId(focusedId)?.blur();
    focusedId = this.id;
    this.emit("focus");
  }
  blur(): void {
    if (focusedId !== this.id) return;
    focusedId = 0;
    this.emit("blur");
  }
  isFocused(): boolean {
    return focusedId === this.id;
  }
  minimize(): void {
    this._isMinimized = true;
    this.blur();
    this.emit("minimize");
  }
  restore(): void {
    if (!this._isMinimized) return;
    this._isMinimized = false;
    this.emit("restore");
  }
  isMinimized(): boolean {
    return this._isMinimized;
  }
  maximize(): void {
    this._isMaximized = true;
    this.emit("maximize");
  }
  unmaximize(): void {
    this._isMaximized = false;
    this.emit("unmaximize");
  }
  isMaximized(): boolean {
    return this._isMaximized;
  }
  isFullScreen(): boolean {
    return false;
  }
  getBounds(): Electron.Rectangle {
    return { ...this._bounds };
  }
  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }
  getSize(): number[] {
    return [this._bounds.width, this._bounds.height];
  }
  getContentSize(): number[] {
    return this.getSize();
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const next = { ...this._bounds, ...bounds };
    this._bounds = {
      ...next,
      width: Math.max(next.width, this._minimum.width),
      height: Math.max(next.height, this._minimum.height),
    };
    this._resize();
    this.emit("resize");
    this.emit("resized");
  }
  setMinimumSize(width: number, height: number): void {
    this._minimum = { width, height };
  }
  _resize(): void {
    const { width, height } = this._bounds;
    host.tell("window.size", { id: this.id, width, height, zoom: this.webContents.getZoomFactor() });
  }
  getTitle(): string {
    return this._title;
  }
  setTitle(title: string): void {
    this._title = title;
  }
  getBackgroundColor(): string {
    return this._backgroundColor;
  }
  setBackgroundColor(color: string): void {
    this._backgroundColor = color;
  }
  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  reload(): void {
    this.webContents.reload();
  }
  center(): void {}
  moveTop(): void {}
  flashFrame(): void {}
  removeMenu(): void {}
  setMenu(): void {}
  setMenuBarVisibility(): void {}
  setBackgroundMaterial(): void {}
  setIcon(): void {}
  setOverlayIcon(): void {}
  setProgressBar(): void {}

  static getAllWindows(): WindowImitation[] {
    return [...appState._windows] as WindowImitation[];
  }
  static fromId(id: number): WindowImitation | null {
    return WindowImitation.getAllWindows().find((window) => window.id === id) ?? null;
  }
  static fromWebContents(contents: { readonly id: number }): WindowImitation | null {
    return WindowImitation.fromId(contents.id);
  }
  static getFocusedWindow(): WindowImitation | null {
    return WindowImitation.fromId(focusedId);
  }
}

export type WindowLike = WindowImitation;
export const BrowserWindow = imitate("BrowserWindow", WindowImitation);
