import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { SampleTally } from "../../../src-main/sample-tally/index.ts";
import type { AgentState } from "../../../src-main/contract/agent-state.ts";
import type { AppSettings } from "../../../src-main/contract/app-settings.ts";
import type {
  AppSnapshot,
  ChannelAnswer,
  ChannelInput,
  ChannelName,
  Result,
} from "../../../src-main/contract/channels.ts";
import type { RunningApp } from "../../electron-stand-in/host/running-app.ts";
import { expect } from "./fixture.ts";
import type { Fixtures, Launcher } from "./fixture.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** The built product, with a profile of its own. */
export interface Product {
  readonly app: RunningApp;
  readonly home: string;
  /** The page that is there now: after a crash it is another one. */
  readonly page: () => Page;
}

interface ProductOptions {
  readonly home?: string;
  /** Written to the settings file before the start, over the defaults. */
  readonly settings?: Partial<AppSettings>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Started hidden, nothing is waited for. */
  readonly isHidden?: boolean;
}

export function dataFolderOf(home: string): string {
  return path.join(home, "data");
}

function settingsFileOf(home: string): string {
  return path.join(dataFolderOf(home), "settings.json");
}

/** Settings of a program that is set up, on a Tally of the spec's own. */
export function settingsFor(tallyUrl: string, more: Partial<AppSettings> = {}): Partial<AppSettings> {
  return { wizardStep: "done", tallyUrl, everyMinutes: 240, isStartedWithWindows: false, ...more };
}

export function writeSettings(home: string, settings: Partial<AppSettings> | string): void {
  mkdirSync(dataFolderOf(home), { recursive: true });
  writeFileSync(settingsFileOf(home), typeof settings === "string" ? settings : JSON.stringify(settings));
}

export function readSettings(home: string): AppSettings {
  return JSON.parse(readFileSync(settingsFileOf(home), "utf8")) as AppSettings;
}

export async function startProduct(launcher: Launcher, options: ProductOptions = {}): Promise<Product> {
  const { home = launcher.makeHome(), settings, args = [], env = {}, isHidden = false } = options;
  if (!existsSync(path.join(root, "dist", "index.mjs"))) {
    throw new Error("There is no build: npm run test:window builds first.");
  }
  if (settings !== undefined) writeSettings(home, settings);
  const app = await launcher.start({
    appPath: root,
    home,
    args,
    env: { TALLY_REPLICA_HOME: dataFolderOf(home), TZ: "Asia/Kolkata", ...env },
  });
  const product = { app, home, page: () => app.windows()[0]! };
  if (!isHidden) await waitForWindow(product);
  return product;
}

/** The product in front of a Tally of its own, when everything is read and compared. */
interface LoadedProduct {
  readonly sample: SampleTally;
  readonly product: Product;
  /** The first page; after a crash it is another one. */
  readonly page: Page;
  readonly loaded: AgentState;
}

export async function startLoaded({
  launcher,
  startTally,
}: Pick<Fixtures, "launcher" | "startTally">): Promise<LoadedProduct> {
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  return { sample, product, page, loaded: await waitForState(page, isAtRest) };
}

/** Shown, and drawn as far as its landmark. */
export async function waitForWindow(product: Product): Promise<void> {
  await product.app.firstWindow();
  await expect.poll(() => isWindowVisible(product.app)).toBe(true);
  await expect(product.page().locator("main, h1").first()).toBeVisible();
}

export async function isWindowVisible(app: RunningApp): Promise<boolean> {
  return await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
}

/** Quits as the menu does, and waits for the end. */
export async function quit({ app }: Product): Promise<void> {
  const ended = app.waitForEvent("close");
  await app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
  await ended;
}

/** A call as the window makes it. */
export async function call<Name extends ChannelName>(
  page: Page,
  name: Name,
  input: ChannelInput<Name>,
): Promise<Result<ChannelAnswer<Name>>> {
  const code = `window.tallyReplica.invoke(${JSON.stringify(name)}, ${input === undefined ? "undefined" : JSON.stringify(input)})`;
  return await page.evaluate(code);
}

/** The answer of a call that must succeed. */
export async function ask<Name extends ChannelName>(
  page: Page,
  name: Name,
  input: ChannelInput<Name>,
): Promise<ChannelAnswer<Name>> {
  const result = await call(page, name, input);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
  return result.value;
}

export async function readSnapshot(page: Page): Promise<AppSnapshot> {
  return await ask(page, "app.snapshot", undefined);
}

export async function readState(page: Page): Promise<AgentState> {
  return (await readSnapshot(page)).state;
}

/** On a machine that is busy with other things a small first load takes a minute. */
const patienceMs = 240_000;

/** Waits until the state says so; the whole state is shown when it never does. */
export async function waitForState(
  page: Page,
  isReached: (state: AgentState) => boolean,
  timeoutMs = patienceMs,
): Promise<AgentState> {
  let state = await readState(page);
  await expect
    .poll(
      async () => {
        state = await readState(page);
        return isReached(state) ? "reached" : describeState(state);
      },
      { timeout: timeoutMs },
    )
    .toBe("reached");
  return state;
}

function describeState({ phase, error, tally, database, companies }: AgentState): string {
  const each = companies.map(({ name, standing, rows, lastRun }) => ({ name, standing, rows, lastRun }));
  return JSON.stringify({ phase, error, tally, database, companies: each }, null, 1);
}

/** Every company that is open is read and compared with Tally's own figures, and nothing is under way. */
export function isAtRest({ phase, companies }: AgentState): boolean {
  return (
    phase === "idle" &&
    companies.length > 0 &&
    companies.every(({ standing }) => standing === "verified" || standing === "notOpen")
  );
}

/** Nothing is under way and nothing is wrong; changes may be read that were not compared in full yet. */
export function isIdle({ phase, companies }: AgentState): boolean {
  const good = new Set(["current", "verified", "notOpen"]);
  return phase === "idle" && companies.length > 0 && companies.every(({ standing }) => good.has(standing));
}
