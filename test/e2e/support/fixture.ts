import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test as base, chromium, expect } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { SampleTally, SampleTallyOptions } from "../../../src-main/sample-tally/index.ts";
import { chromiumArguments } from "../../electron-stand-in/host/find-chromium.ts";
import type { RunningApp } from "../../electron-stand-in/host/running-app.ts";
import { readProbe } from "./probe.ts";
import { isStandInApp, startApp } from "./start-app.ts";
import type { StartOptions } from "./start-app.ts";
import { chooseWay } from "./way.ts";

export interface Launcher {
  /** Starts a program that ends with the spec, and is looked over then. */
  readonly start: (
    options: Omit<StartOptions, "browser" | "home"> & { readonly home?: string },
  ) => Promise<RunningApp>;
  /** A new folder for everything a program keeps. */
  readonly makeHome: () => string;
  /** What a spec expects to go wrong: console errors that match are not counted. */
  readonly allowProblems: (...patterns: readonly RegExp[]) => void;
}

interface Watched {
  readonly app: RunningApp;
  readonly problems: string[];
}

function watchPages(app: RunningApp): Watched {
  const problems: string[] = [];
  app.context().on("page", (page: Page) => {
    page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()}`);
    });
  });
  return { app, problems };
}

/** What must never happen in any spec, even where the program caught it. */
async function findFaults({ app, problems }: Watched): Promise<readonly string[]> {
  const faults = [...problems];
  if (isStandInApp(app)) {
    faults.push(...app.misses.map(({ name, stack }) => `not imitated: ${name}\n${stack}`));
    faults.push(...app.blocked.map((url) => `request to the network: ${url}`));
    if (!app.hasEnded) faults.push(...(await readProbe(app)).unexpectedDialogs);
  }
  return faults;
}

export interface Fixtures {
  readonly launcher: Launcher;
  /** Starts a sample Tally that ends with the spec. */
  readonly startTally: (options?: SampleTallyOptions) => Promise<SampleTally>;
}

export const test = base.extend<Fixtures, { standInBrowser: Browser }>({
  // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright wants to see that nothing is taken
  startTally: async ({}, use) => {
    const started: SampleTally[] = [];
    await use(async (options = {}) => {
      const sample = await startSampleTally({ vouchers: 300, ...options });
      started.push(sample);
      return sample;
    });
    for (const sample of started) await sample.close();
  },
  standInBrowser: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright wants to see that nothing is taken
    async ({}, use) => {
      const way = chooseWay();
      if (way.kind !== "standIn") return await use(undefined as unknown as Browser);
      const browser = await chromium.launch({
        executablePath: way.chromium,
        args: chromiumArguments(),
        // Windows shows scrollbars, and the layout must live with them.
        ignoreDefaultArgs: ["--hide-scrollbars"],
      });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
  launcher: async ({ standInBrowser }, use, info) => {
    const way = chooseWay();
    info.skip(way.kind === "none", way.kind === "none" ? way.reason : "");
    const homes: string[] = [];
    const watched: Watched[] = [];
    const allowed: RegExp[] = [];
    const makeHome = (): string => {
      const home = mkdtempSync(path.join(os.tmpdir(), "tally-replica-window-"));
      homes.push(home);
      return home;
    };
    await use({
      makeHome,
      allowProblems: (...patterns) => allowed.push(...patterns),
      start: async (options) => {
        const app = await startApp({ browser: standInBrowser, home: makeHome(), ...options });
        watched.push(watchPages(app));
        return app;
      },
    });
    const faults = (await Promise.all(watched.map(findFaults))).flat();
    for (const { app } of watched) await app.close();
    for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    const left = faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault)));
    const outputs = watched.map(({ app }) => (isStandInApp(app) ? app.output : ""));
    expect(left, `what must never happen; the program said:\n${outputs.join("\n")}`).toEqual([]);
  },
});

export { expect };
