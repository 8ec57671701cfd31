import type { BrowserContext, CDPSession, Page, Request } from "@playwright/test";
import type { WindowBirth } from "../protocol.ts";
import { toAppUrl, toBrowserUrl } from "./addresses.ts";
import type { HostLink } from "./host-link.ts";
import { makePageScript, makePreloadScript } from "./page-scripts.ts";
import type { ScriptSetup } from "./page-scripts.ts";

export interface WindowSurroundings {
  readonly context: BrowserContext;
  readonly link: HostLink;
  readonly schemes: () => readonly string[];
  readonly scripts: ScriptSetup;
  readonly isHeaded: boolean;
  readonly isDark: () => boolean;
  /** Before a page is made, so that it is not taken for one that the program did not ask for. */
  readonly expectPage: (making: Promise<Page>) => Promise<Page>;
  readonly onPage: (page: Page) => void;
}

interface PageOutgoing {
  readonly kind: "invoke" | "send" | "close" | "miss" | "preloadError";
  readonly call: number;
  readonly channel: string;
  readonly args: string;
}

/** One BrowserWindow: a page of the browser, and another one after a crash. */
export class HostWindow {
  readonly #birth: WindowBirth;
  readonly #around: WindowSurroundings;
  #page: Page | null = null;
  #session: CDPSession | null = null;
  #mainFrame = "";
  #preloadContext: number | null = null;
  #url = "";
  /** As the page is told: one that was never shown yet counts as visible in Electron, too. */
  #isVisible = true;
  #size: { readonly width: number; readonly height: number; readonly zoom: number };
  #isOwnLoad = false;
  #isClosing = false;

  constructor(birth: WindowBirth, around: WindowSurroundings) {
    this.#birth = birth;
    this.#around = around;
    this.#size = { width: birth.width, height: birth.height, zoom: 1 };
  }

  get page(): Page | null {
    return this.#page;
  }

  owns(page: Page | null): boolean {
    return page !== null && page === this.#page;
  }

  async open(): Promise<void> {
    const { context, isDark, expectPage, onPage } = this.#around;
    const page = await expectPage(context.newPage());
    this.#page = page;
    this.#watchPage(page);
    await page.emulateMedia({ colorScheme: isDark() ? "dark" : "light" });
    await this.#resize();
    await this.#prepare(await context.newCDPSession(page));
    onPage(page);
  }

  #watchPage(page: Page): void {
    const { link } = this.#around;
    const { id } = this.#birth;
    page.on("crash", () => link.tell("page.crashed", { id }));
    page.on("console", (message) =>
      link.tell("page.console", { id, level: message.type(), message: message.text() }),
    );
    page.on("close", () => {
      if (this.#isClosing || this.#page !== page) return;
      this.#page = null;
      this.#session = null;
      link.tell("page.closedByPerson", { id });
    });
  }

  /** Everything of the preload must be laid ready before the first navigation. */
  async #prepare(session: CDPSession): Promise<void> {
    this.#session = session;
    this.#preloadContext = null;
    this.#listen(session);
    const { scripts } = this.#around;
    await session.send("Page.enable");
    await session.send("Runtime.enable");
    await session.send("Page.setLifecycleEventsEnabled", { enabled: true });
    const { frameTree } = await session.send("Page.getFrameTree");
    this.#mainFrame = frameTree.frame.id;
    await session.send("Runtime.addBinding", { name: scripts.binding, executionContextName: "preload" });
    await session.send("Page.addScriptToEvaluateOnNewDocument", { source: makePageScript(scripts) });
    await session.send("Page.addScriptToEvaluateOnNewDocument", {
      source: makePreloadScript(scripts, this.#birth.preload?.text ?? ""),
      worldName: "preload",
    });
  }

  #listen(session: CDPSession): void {
    const { link } = this.#around;
    const { id } = this.#birth;
    session.on("Runtime.executionContextCreated", ({ context }) => {
      const frame = (context.auxData as { readonly frameId?: string } | undefined)?.frameId;
      if (context.name !== "preload" || frame !== this.#mainFrame) return;
      this.#preloadContext = context.id;
      if (!this.#isVisible) this.#tellPage("setVisible", [false]);
    });
    session.on("Runtime.executionContextsCleared", () => {
      this.#preloadContext = null;
    });
    session.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId === undefined) this.#moved(frame.url + (frame.urlFragment ?? ""), false);
    });
    session.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
      if (frameId === this.#mainFrame) this.#moved(url, true);
    });
    session.on("Page.lifecycleEvent", ({ frameId, name }) => {
      if (frameId !== this.#mainFrame || this.#url === "" || this.#url === "about:blank") return;
      if (name === "DOMContentLoaded") link.tell("page.domReady", { id });
      if (name === "load") link.tell("page.loaded", { id });
      if (name === "firstPaint") link.tell("page.firstPaint", { id });
    });
    session.on("Page.windowOpen", ({ url }) => {
      link.tell("page.windowOpen", { id, url: toAppUrl(url, this.#around.schemes()) });
    });
    session.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      if (name === this.#around.scripts.binding) this.#hearPage(payload, executionContextId);
    });
  }

  #moved(url: string, isInPage: boolean): void {
    this.#url = toAppUrl(url, this.#around.schemes());
    this.#around.link.tell("page.navigated", { id: this.#birth.id, url: this.#url, isInPage });
  }

  #hearPage(payload: string, context: number): void {
    const { id } = this.#birth;
    const { kind, call, channel, args } = JSON.parse(payload) as PageOutgoing;
    if (kind === "preloadError") this.#around.link.tell("page.preloadError", { id, message: channel });
    else this.#around.link.tell("ipc.fromPage", { id, kind, context, call, channel, args, url: this.#url });
  }

  /** Lost, as in Electron, when the preload has not run yet or the page is gone. */
  #tellPage(name: "answer" | "deliver" | "setVisible", args: readonly unknown[], context?: number): void {
    const contextId = context ?? this.#preloadContext;
    const session = this.#session;
    if (session === null || contextId === null || contextId !== this.#preloadContext) return;
    const { secret } = this.#around.scripts;
    const expression = `globalThis[${JSON.stringify(secret)}]?.${name}(...${JSON.stringify(args)})`;
    session.send("Runtime.evaluate", { expression, contextId }).catch(() => undefined);
  }

  deliver(channel: string, args: string): void {
    this.#tellPage("deliver", [channel, args]);
  }

  answer(context: number, call: number, isRefused: boolean, outcome: string): void {
    this.#tellPage("answer", [call, isRefused, outcome], context);
  }

  async load(url: string): Promise<void> {
    this.#url = url;
    await this.#go(async (page) => await page.goto(toBrowserUrl(url, this.#around.schemes())));
  }

  /** A page that crashed is dead for good: the same window gets another one. */
  async reload(): Promise<void> {
    const url = this.#url;
    const isAlive = this.#page !== null && !(await this.#isDead());
    if (isAlive) {
      await this.#go(async (page) => await page.reload());
      return;
    }
    const dead = this.#page;
    this.#page = null;
    await dead?.close().catch(() => undefined);
    await this.open();
    await this.load(url);
  }

  async #isDead(): Promise<boolean> {
    const page = this.#page;
    if (page === null) return true;
    return await page.evaluate("0").then(
      () => false,
      (error: unknown) => /crashed/i.test(String(error)),
    );
  }

  async #go(navigate: (page: Page) => Promise<unknown>): Promise<void> {
    if (this.#page === null) return;
    this.#isOwnLoad = true;
    try {
      await navigate(this.#page);
    } catch (error) {
      if (!this.#isClosing) throw error;
    } finally {
      this.#isOwnLoad = false;
    }
  }

  /** Navigation that the page began by itself: the program decides. */
  async mayNavigate(request: Request): Promise<boolean> {
    if (this.#isOwnLoad || !request.isNavigationRequest() || request.frame().parentFrame() !== null)
      return true;
    const url = toAppUrl(request.url(), this.#around.schemes());
    return await this.#around.link.ask("page.mayNavigate", { id: this.#birth.id, url });
  }

  /** With a head, a hidden window is a closed page; it comes back where it was. */
  async setVisible(isVisible: boolean): Promise<void> {
    this.#isVisible = isVisible;
    if (!this.#around.isHeaded) {
      this.#tellPage("setVisible", [isVisible]);
      if (isVisible) await this.#page?.bringToFront().catch(() => undefined);
      return;
    }
    if (isVisible && this.#page === null) {
      const url = this.#url;
      await this.open();
      await this.load(url);
    } else if (!isVisible && this.#page !== null) {
      const page = this.#page;
      this.#page = null;
      this.#session = null;
      await page.close();
    }
  }

  async resize(width: number, height: number, zoom: number): Promise<void> {
    this.#size = { width, height, zoom };
    await this.#resize();
  }

  async #resize(): Promise<void> {
    const { width, height, zoom } = this.#size;
    if (this.#around.isHeaded || this.#page === null) return;
    // Zoomed in, a window of the same size has room for less. The size goes through Playwright too: a screenshot
    // brings its own viewport back, and would undo what only the other call set.
    const room = { width: Math.round(width / zoom), height: Math.round(height / zoom) };
    await this.#page.setViewportSize(room).catch(() => undefined);
    if (zoom === 1) return;
    await this.#session
      ?.send("Emulation.setDeviceMetricsOverride", { ...room, deviceScaleFactor: zoom, mobile: false })
      .catch(() => undefined);
  }

  async capture(): Promise<Uint8Array> {
    if (this.#page === null) return new Uint8Array();
    return await this.#page.screenshot();
  }

  async execute(code: string): Promise<unknown> {
    return await this.#page?.evaluate(code);
  }

  async crash(): Promise<void> {
    // The answer never comes: the page is gone.
    await this.#session?.send("Page.crash").catch(() => undefined);
  }

  async destroy(): Promise<void> {
    this.#isClosing = true;
    await this.#page?.close().catch(() => undefined);
  }
}
