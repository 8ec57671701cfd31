import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { BrowserContext, Page } from "@playwright/test";
import { Link } from "../link.ts";
import type { AskedOfHost, AskedOfProgram, ToldToHost, ToldToProgram } from "../protocol.ts";
import type { HostLink } from "./host-link.ts";
import { HostWindow } from "./host-window.ts";
import type { WindowSurroundings } from "./host-window.ts";
import type { Miss, RunningApp, StandInOptions } from "./running-app.ts";
import { watchTraffic } from "./traffic.ts";

const quitTimeoutMs = 5_000;

export class StandInApp implements RunningApp {
  readonly misses: Miss[] = [];
  readonly blocked: string[] = [];
  readonly #child: ChildProcess;
  readonly #context: BrowserContext;
  readonly #link: HostLink;
  readonly #windows = new Map<number, HostWindow>();
  readonly #events = new EventEmitter();
  readonly #expected = new Set<Page>();
  #making = 0;
  #schemes: readonly string[] = [];
  #isDark = false;
  #output = "";
  #hasEnded = false;

  constructor(child: ChildProcess, context: BrowserContext, options: StandInOptions) {
    this.#child = child;
    this.#context = context;
    this.#link = new Link<AskedOfProgram, AskedOfHost, ToldToProgram, ToldToHost>((parcel) => {
      // The program may end between two messages: its end is told by `exit`, not by every message.
      if (child.connected) child.send(parcel as object, undefined, {}, () => undefined);
    });
    child.on("message", (message) => this.#link.receive(message));
    child.on("error", () => undefined);
    child.stdout?.on("data", (chunk: Buffer) => this.#keepOutput(chunk));
    child.stderr?.on("data", (chunk: Buffer) => this.#keepOutput(chunk));
    child.once("exit", (code) => this.#end(code));
    this.#answerProgram(options);
  }

  get output(): string {
    return this.#output;
  }
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  #keepOutput(chunk: Buffer): void {
    this.#output = (this.#output + chunk.toString("utf8")).slice(-200_000);
    this.#events.emit("output", chunk);
  }

  onOutput(listener: (chunk: Buffer) => void): void {
    this.#events.on("output", listener);
  }

  #end(code: number | null): void {
    this.#hasEnded = true;
    this.#link.close(`The program has ended (${String(code)}).\n${this.#output}`);
    this.#events.emit("close", code);
  }

  #answerProgram(options: StandInOptions): void {
    const link = this.#link;
    const around = this.#surroundings(options);
    const find = (id: number): HostWindow | undefined => this.#windows.get(id);
    const born = new Map<number, Promise<void>>();
    const whenBorn = async (id: number, act: (window: HostWindow) => Promise<unknown>): Promise<unknown> => {
      await born.get(id);
      const window = find(id);
      return window === undefined ? undefined : await act(window);
    };
    const quietly = (id: number, act: (window: HostWindow) => Promise<unknown>): void => {
      whenBorn(id, act).catch((error: unknown) => {
        if (!this.#hasEnded) this.#keepOutput(Buffer.from(`[stand-in] ${String(error)}\n`));
      });
    };
    link.answer("window.create", (birth) => {
      const window = new HostWindow(birth, around);
      this.#windows.set(birth.id, window);
      const opening = window.open();
      born.set(birth.id, opening);
      return opening;
    });
    link.answer("window.load", async ({ id, url }) => void (await whenBorn(id, (each) => each.load(url))));
    link.answer("window.reload", async ({ id }) => void (await whenBorn(id, (each) => each.reload())));
    link.answer("window.execute", ({ id, code }) => whenBorn(id, (each) => each.execute(code)));
    link.answer("window.capture", async ({ id }) => {
      await born.get(id);
      return (await find(id)?.capture()) ?? new Uint8Array();
    });
    link.hear("window.visible", ({ id, isVisible }) => quietly(id, (each) => each.setVisible(isVisible)));
    link.hear("window.size", ({ id, width, height, zoom }) =>
      quietly(id, (each) => each.resize(width, height, zoom)),
    );
    link.hear("window.crash", ({ id }) => quietly(id, (each) => each.crash()));
    link.hear("window.destroyed", ({ id }) =>
      quietly(id, async (window) => {
        this.#windows.delete(id);
        await window.destroy();
      }),
    );
    link.hear("ipc.toPage", ({ id, channel, args }) => find(id)?.deliver(channel, args));
    link.hear("ipc.answer", ({ id, context, call, isRefused, outcome }) =>
      find(id)?.answer(context, call, isRefused, outcome),
    );
    link.hear("schemes", (schemes) => {
      this.#schemes = schemes;
    });
    link.hear("theme", ({ isDark }) => this.#setTheme(isDark));
    link.hear("miss", (each) => this.misses.push(each));
    link.hear("ready", () => this.#events.emit("ready"));
  }

  #surroundings({ platform = "win32", isHeaded = false }: StandInOptions): WindowSurroundings {
    return {
      context: this.#context,
      link: this.#link,
      schemes: () => this.#schemes,
      scripts: {
        secret: `standIn${randomBytes(8).toString("hex")}`,
        binding: `standIn${randomBytes(8).toString("hex")}`,
        platform,
        versions: { electron: "45", chrome: "152" },
      },
      isHeaded,
      isDark: () => this.#isDark,
      expectPage: (making) => this.#expectPage(making),
      onPage: (page) => this.#events.emit("window", page),
    };
  }

  async #expectPage(making: Promise<Page>): Promise<Page> {
    this.#making += 1;
    try {
      const page = await making;
      this.#expected.add(page);
      return page;
    } finally {
      this.#making -= 1;
    }
  }

  #setTheme(isDark: boolean): void {
    this.#isDark = isDark;
    for (const window of this.#windows.values()) {
      window.page?.emulateMedia({ colorScheme: isDark ? "dark" : "light" }).catch(() => undefined);
    }
  }

  async begin(): Promise<void> {
    await watchTraffic(this.#context, {
      link: this.#link,
      schemes: () => this.#schemes,
      windows: () => [...this.#windows.values()],
      onBlocked: (url) => this.blocked.push(url),
    });
    this.#context.on("page", (page) => void this.#closeUnasked(page));
  }

  /** A window that a page opened by itself: the program was asked by its address, the window itself never stays. */
  async #closeUnasked(page: Page): Promise<void> {
    if ((await page.opener()) === null && this.#making > 0) return;
    if (!this.#expected.has(page)) await page.close().catch(() => undefined);
  }

  async evaluate<Result, Argument>(
    run: (electron: typeof Electron.CrossProcessExports, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result> {
    return (await this.#link.ask("evaluate", { code: run.toString(), argument })) as Result;
  }

  windows(): Page[] {
    return [...this.#windows.values()].flatMap((window) => window.page ?? []);
  }

  async firstWindow(): Promise<Page> {
    const [page] = this.windows();
    return page ?? ((await this.waitForEvent("window")) as Page);
  }

  async waitForEvent(name: "window" | "close"): Promise<unknown> {
    if (name === "close" && this.#hasEnded) return undefined;
    const [value] = (await Promise.race([
      once(this.#events, name),
      once(this.#events, "close").then(() => {
        if (name === "close") return [undefined];
        throw new Error(`The program has ended.\n${this.#output}`);
      }),
    ])) as [unknown];
    return value;
  }

  context(): BrowserContext {
    return this.#context;
  }
  process(): ChildProcess {
    return this.#child;
  }

  async close(): Promise<void> {
    if (!this.#hasEnded) {
      const ended = once(this.#events, "close");
      this.evaluate(({ app }) => app.quit()).catch(() => undefined);
      const timer = setTimeout(() => this.#child.kill("SIGKILL"), quitTimeoutMs);
      await ended;
      clearTimeout(timer);
    }
    await this.#context.close();
  }
}
