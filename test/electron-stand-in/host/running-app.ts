import type { ChildProcess } from "node:child_process";
import type { Browser, BrowserContext, Page } from "@playwright/test";

export interface StandInOptions {
  readonly browser: Browser;
  /** Folder with the package.json whose `main` is started. */
  readonly appPath: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** CommonJS file that is loaded before the program. */
  readonly probe?: string;
  /** What the preload is told: Windows, unless said otherwise, so that its words are tested. */
  readonly platform?: string;
  readonly isHeaded?: boolean;
}

export interface Miss {
  readonly name: string;
  readonly stack: string;
}

/** What specs use of a running program; Playwright's ElectronApplication has the same names. */
export interface RunningApp {
  evaluate<Result, Argument>(
    run: (electron: typeof Electron.CrossProcessExports, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
  windows(): Page[];
  firstWindow(): Promise<Page>;
  waitForEvent(name: "window" | "close"): Promise<unknown>;
  context(): BrowserContext;
  process(): ChildProcess;
  close(): Promise<void>;
}
