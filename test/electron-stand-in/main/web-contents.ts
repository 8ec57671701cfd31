import type Electron from "electron";
import { host } from "./host-link.ts";
import { CheckedEmitter, imitate, makeEvent, miss } from "./not-imitated.ts";
import { encode } from "../codec.ts";
import { defaultSession } from "./session.ts";
import { imageFromBytes } from "./native-image.ts";

type Members =
  | "capturePage"
  | "close"
  | "closeDevTools"
  | "executeJavaScript"
  | "focus"
  | "forcefullyCrashRenderer"
  | "getTitle"
  | "getURL"
  | "getZoomFactor"
  | "id"
  | "isCrashed"
  | "isDestroyed"
  | "isDevToolsOpened"
  | "isLoading"
  | "loadURL"
  | "openDevTools"
  | "reload"
  | "send"
  | "setWindowOpenHandler"
  | "setZoomFactor"
  | "stop"
  | "zoomFactor";

const contentsEvents = [
  "did-start-loading",
  "did-stop-loading",
  "dom-ready",
  "did-finish-load",
  "did-fail-load",
  "did-navigate",
  "did-navigate-in-page",
  "will-navigate",
  "will-frame-navigate",
  "will-redirect",
  "will-attach-webview",
  "will-prevent-unload",
  "render-process-gone",
  "unresponsive",
  "responsive",
  "preload-error",
  "console-message",
  "context-menu",
  "before-input-event",
  "zoom-changed",
  "destroyed",
];

interface ContentsOwner {
  readonly id: number;
  close(): void;
  _resize(): void;
}

/** A frame as the events of ipcMain show it. */
interface FrameView {
  readonly url: string;
  readonly origin: string;
  readonly parent: null;
  readonly top: FrameView;
  readonly processId: number;
  readonly routingId: number;
}

/** `app://renderer` for `app://renderer/index.html`: URL knows no origin of schemes that are not its own. */
function originOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? "null";
}

export function makeFrame(id: number, url: string): FrameView {
  const frame = { url, origin: originOf(url), parent: null, processId: id, routingId: id } as {
    -readonly [Key in keyof FrameView]: FrameView[Key];
  };
  frame.top = frame;
  return imitate("webFrameMain", frame);
}

type OpenHandler = Parameters<Electron.WebContents["setWindowOpenHandler"]>[0];

class WebContentsImitation extends CheckedEmitter implements Pick<Electron.WebContents, Members> {
  readonly id: number;
  readonly session = defaultSession;
  readonly _owner: ContentsOwner;
  _url = "";
  _title = "";
  _isLoading = false;
  _isCrashed = false;
  _isDestroyed = false;
  _isDevToolsOpen = false;
  _zoom = 1;
  _openHandler: OpenHandler | null = null;

  constructor(owner: ContentsOwner) {
    super("webContents", contentsEvents);
    this.id = owner.id;
    this._owner = owner;
  }

  get mainFrame(): FrameView {
    return makeFrame(this.id, this._url);
  }
  get zoomFactor(): number {
    return this._zoom;
  }
  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }
  getZoomFactor(): number {
    return this._zoom;
  }
  setZoomFactor(factor: number): void {
    this._zoom = factor;
    this._owner._resize();
  }
  getURL(): string {
    return this._url;
  }
  getTitle(): string {
    return this._title;
  }
  isLoading(): boolean {
    return this._isLoading;
  }
  isCrashed(): boolean {
    return this._isCrashed;
  }
  isDestroyed(): boolean {
    return this._isDestroyed;
  }
  isDevToolsOpened(): boolean {
    return this._isDevToolsOpen;
  }
  openDevTools(): void {
    this._isDevToolsOpen = true;
  }
  closeDevTools(): void {
    this._isDevToolsOpen = false;
  }
  focus(): void {}
  stop(): void {}
  close(): void {
    this._owner.close();
  }
  forcefullyCrashRenderer(): void {
    host.tell("window.crash", { id: this.id });
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this._openHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    if (this._isDestroyed) throw new TypeError("Object has been destroyed");
    host.tell("ipc.toPage", { id: this.id, channel, args: encode(structuredClone(args)) });
  }
  async loadURL(url: string): Promise<void> {
    this._isLoading = true;
    this.emit("did-start-loading");
    await host.ask("window.load", { id: this.id, url });
  }
  reload(): void {
    this._isCrashed = false;
    this._isLoading = true;
    host.ask("window.reload", { id: this.id }).catch((error: unknown) => {
      if (!this._isDestroyed) this.emit("did-fail-load", makeEvent(), -2, String(error), this._url, true);
    });
  }
  async executeJavaScript(code: string): Promise<unknown> {
    return await host.ask("window.execute", { id: this.id, code });
  }
  async capturePage(): Promise<Electron.NativeImage> {
    const bytes = await host.ask("window.capture", { id: this.id });
    return imageFromBytes(bytes);
  }

  _mayNavigate(url: string): boolean {
    const event = makeEvent({ url, isMainFrame: true, isSameDocument: false, frame: this.mainFrame });
    this.emit("will-navigate", event, url);
    this.emit("will-frame-navigate", event);
    return !event.defaultPrevented;
  }
  _askToOpen(url: string): void {
    if (this._openHandler === null) return miss("window.open without a handler that denies it");
    const answer = this._openHandler({
      url,
      frameName: "",
      features: "",
      disposition: "foreground-tab",
      referrer: { url: this._url, policy: "default" },
    });
    if (answer.action !== "deny") miss("setWindowOpenHandler: allow");
    return undefined;
  }
}

export type Contents = WebContentsImitation;

export function createContents(owner: ContentsOwner): Contents {
  return imitate("webContents", new WebContentsImitation(owner));
}
