import type { Page } from "@playwright/test";
import { windowTexts } from "../../src-main/contract/texts/say-window.ts";
import { expect, test } from "./support/fixture.ts";
import { changeSettings, isTooWide, setZoom, takeScreenshot } from "./support/pages.ts";
import {
  isAtRest,
  readState,
  settingsFor,
  startLoaded,
  startProduct,
  waitForState,
} from "./support/product.ts";
import { readProbe } from "./support/probe.ts";

const count = 41;

test("a firm's 41 companies are one board", async ({ launcher, startTally }) => {
  const sample = await startTally({ companies: count, vouchers: 10 });
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, (state) => isAtRest(state) && state.companies.length === count, 500_000);
  await expect(page.getByText(`${count} of ${count} companies up to date`)).toBeVisible();
  await expect
    .poll(async () => (await readProbe(product.app)).toolTip)
    .toContain(`${count} of ${count} companies up to date`);
  await takeScreenshot(page, "companies-41-light-100");
  // All of them are one piece of news.
  await expect
    .poll(async () => (await readProbe(product.app)).notifications.map(({ title }) => title))
    .toEqual([`${count} companies are copied`]);
  await page.getByRole("searchbox").or(page.getByPlaceholder("Find a company")).first().fill("Company 37");
  await expect(page.getByText("Sample Company 37")).toBeVisible();
  await expect(page.getByText("Sample Company 36")).toHaveCount(0);
  // More than the menu of the tray can show: the rest is reached through the window.
  const { menu } = await readProbe(product.app);
  const companies = menu.find(({ label }) => label === "Companies");
  expect(companies?.items.length).toBeLessThan(count);
  expect(companies?.items.at(-1)?.label).toBe(`All ${count} companies …`);
  // One after the other is closed in Tally: a state, not an error.
  for (const control of sample.state.all.slice(0, 5)) sample.state.setOpen(control, false);
  await page.getByRole("button", { name: "Sync now" }).first().click();
  const state = await waitForState(
    page,
    ({ companies: all }) => all.filter(({ standing }) => standing === "notOpen").length === 5,
  );
  expect(state.error).toBeNull();
});

test("everything speaks Hindi", async ({ launcher, startTally }) => {
  const sample = await startTally({ companies: 2, vouchers: 30 });
  const product = await startProduct(launcher, { settings: settingsFor(sample.url, { language: "hi" }) });
  const page = product.page();
  await waitForState(page, (state) => isAtRest(state) && state.companies.length === 2);
  const hindi = windowTexts.hi;
  await expect(page.getByRole("heading", { name: hindi.pageCompanies })).toBeVisible();
  for (const name of [hindi.pageActivity, hindi.pageProblems, hindi.pageSettings]) {
    await page.getByRole("navigation").getByRole("link", { name }).click();
    await expect(
      page.getByRole("heading", { name, level: 1 }).or(page.getByRole("heading", { name })).first(),
    ).toBeVisible();
  }
  const { toolTip, menu } = await readProbe(product.app);
  expect(toolTip).toMatch(/[\u0900-\u097F]/);
  expect(
    menu.filter(({ type }) => type !== "separator").every(({ label }) => /[\u0900-\u097F]/.test(label)),
  ).toBe(true);
  await setZoom(product, 1.5);
  expect(await isTooWide(page)).toBe(false);
  await changeSettings(page, { language: "en" });
  await expect(page.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
});

test("the keyboard alone reaches everything", async ({ launcher, startTally }) => {
  const { page, loaded: before } = await startLoaded({ launcher, startTally });
  // Sync now.
  await tabTo(page, "Sync now");
  await page.keyboard.press("Enter");
  await waitForState(page, ({ phase, lastPassAt }) => phase === "idle" && lastPassAt !== before.lastPassAt);
  // Pause by its menu, and leave the menu by Escape first.
  await tabTo(page, "Pause");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await waitForState(page, ({ phase }) => phase === "paused");
  await tabTo(page, "Resume");
  await page.keyboard.press("Enter");
  await waitForState(page, ({ phase }) => phase === "idle");
  // Another page by its link, then a company by the board.
  await tabTo(page, "Settings");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
  await tabTo(page, "Companies");
  await page.keyboard.press("Enter");
  await tabTo(page, "Sample Trading Company");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Overview" })).toBeVisible();
  expect((await readState(page)).error).toBeNull();
});

const mostTabs = 60;

/** Presses Tab until what has the focus bears the name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = `((element) => element?.getAttribute("aria-label") ?? element?.textContent ?? "")(document.activeElement)`;
  const seen: string[] = [];
  for (let count = 0; count < mostTabs; count += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate<string>(focused);
    if (text.trim().startsWith(name)) return;
    seen.push(text.trim().slice(0, 40));
  }
  throw new Error(`Tab never reached "${name}": ${seen.join(" → ")}`);
}
