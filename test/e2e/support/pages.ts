import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { AppSettingsChange } from "../../../src-main/contract/app-settings.ts";
import { expect } from "./fixture.ts";
import { ask } from "./product.ts";
import type { Product } from "./product.ts";

/** Going through all pages of the window: for screenshots, accessibility and keyboard. */

interface Stop {
  /** Part of a screenshot's name. */
  readonly name: string;
  /** The address behind `#`. */
  readonly hash: string;
  /** Pressed after arrival: a tab of the page, by its place. */
  readonly tab?: number;
}

const settingsSections = ["tally", "database", "schedule", "notifications", "data", "fields", "help"];

/** Every page; those of one company need its key, the run's page a run. */
export function listStops(company: string): readonly Stop[] {
  const one = `#/company/${encodeURIComponent(company)}`;
  return [
    { name: "companies", hash: "#/companies" },
    { name: "company-overview", hash: one, tab: 0 },
    { name: "company-comparison", hash: one, tab: 1 },
    { name: "company-data", hash: one, tab: 2 },
    { name: "activity-runs", hash: "#/activity", tab: 0 },
    { name: "activity-changes", hash: "#/activity", tab: 1 },
    { name: "problems", hash: "#/problems" },
    ...settingsSections.map((section) => ({ name: `settings-${section}`, hash: `#/settings/${section}` })),
  ];
}

export async function goTo(page: Page, { hash, tab }: Stop): Promise<void> {
  await page.evaluate(`void (location.hash = ${JSON.stringify(hash)})`);
  await expect(page.locator("main").first()).toBeVisible();
  if (tab !== undefined) await page.getByRole("tab").nth(tab).click();
  await settle(page);
}

/** Nothing turns and nothing is being loaded any more. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator("main [role='progressbar']:not([aria-valuenow])")).toHaveCount(0);
  // Two frames: what was just loaded is drawn.
  await page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))",
  );
}

export async function changeSettings(page: Page, change: AppSettingsChange): Promise<void> {
  await ask(page, "settings.change", change);
  if (change.language !== undefined) {
    await expect.poll(() => page.evaluate("document.documentElement.lang")).toBe(change.language);
  }
  if (change.theme === "light" || change.theme === "dark") {
    const isShown = `matchMedia("(prefers-color-scheme: ${change.theme})").matches`;
    await expect.poll(() => page.evaluate(isShown)).toBe(true);
  }
}

export async function setZoom({ app }: Product, factor: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, zoom: number) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(zoom);
  }, factor);
}

const screenshots = path.resolve(import.meta.dirname, "../../../test-results/screenshots");

export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), animations: "disabled" });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, as short texts. Fluent's own focus helpers are hidden and focusable by design. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return await page.evaluate(`axe
    .run({ exclude: [["[data-tabster-dummy]"]] })
    .then(({ violations }) => violations.map(({ id, nodes }) =>
      id + ": " + nodes.map(({ target, failureSummary }) => target.join(" ") + " (" + failureSummary + ")").join(" | ")))`);
}

/** Wider than the window: something would have to be scrolled sideways. */
export async function isTooWide(page: Page): Promise<boolean> {
  return await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}

/** How a page may be dressed; the last one is how a spec began. */
const dresses = [
  { theme: "dark", zoom: 1, language: "en" },
  { theme: "light", zoom: 1.5, language: "en" },
  { theme: "light", zoom: 2, language: "en" },
  { theme: "dark", zoom: 1, language: "hi" },
  { theme: "light", zoom: 1, language: "hi" },
  { theme: "light", zoom: 1, language: "en" },
] as const;

/** Draws what stands on the page in every dress. Returns what is too wide or cannot be read by everybody. */
export async function drawInEveryDress(
  product: Product,
  name: string,
  beforeEach: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> {
  const page = product.page();
  const found: string[] = [];
  for (const { theme, zoom, language } of dresses) {
    await changeSettings(page, { theme, language });
    await setZoom(product, zoom);
    await beforeEach();
    const picture = `${name}-${language}-${theme}-${zoom * 100}`;
    await takeScreenshot(page, picture);
    if (await isTooWide(page)) found.push(`${picture} is too wide`);
    found.push(...(await findBarriers(page)).map((each) => `${picture}: ${each}`));
  }
  return found;
}
