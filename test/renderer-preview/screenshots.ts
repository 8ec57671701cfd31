import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { buildPreview, openBrowser, openPage } from "./preview.ts";
import type { Look } from "./preview.ts";
import { makeCompany } from "./sample-states.ts";

/**
 * Pictures of every page, light and dark, enlarged, in Hindi: `node test/renderer-preview/screenshots.ts FOLDER [part of a name]`.
 */

interface Picture extends Look {
  readonly name: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const keyOf = (index: number): string => encodeURIComponent(makeCompany(index).key);
const hindi = { settings: { language: "hi" } };

async function clickTab(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name }).click();
  await page.waitForTimeout(200);
}

const pictures: readonly Picture[] = [
  { name: "companies", route: "#/companies", scene: {} },
  { name: "companies-first-load", route: "#/companies", scene: { state: "firstLoad" } },
  { name: "companies-empty", route: "#/companies", scene: { state: "empty" } },
  { name: "companies-database-down", route: "#/companies", scene: { state: "databaseDown" } },
  { name: "companies-hindi", route: "#/companies", scene: hindi },
  {
    name: "companies-failed",
    route: "#/companies",
    scene: {},
    prepare: async (page) => {
      await page
        .getByRole("button", { name: /Actions for Awadh/ })
        .first()
        .click();
      await page.getByRole("menuitem", { name: "Sync now" }).click();
      await page.waitForTimeout(200);
    },
  },
  {
    name: "companies-menu",
    route: "#/companies",
    scene: {},
    prepare: async (page) => {
      await page
        .getByRole("button", { name: /Actions for Mehrotra/ })
        .first()
        .click();
      await page.getByRole("menuitem", { name: /Remove/ }).hover();
    },
  },
  { name: "company", route: `#/company/${keyOf(0)}`, scene: {} },
  {
    name: "company-verification",
    route: `#/company/${keyOf(5)}`,
    scene: {},
    prepare: (page) => clickTab(page, "Comparison"),
  },
  {
    name: "company-data",
    route: `#/company/${keyOf(0)}`,
    scene: {},
    prepare: async (page) => {
      await clickTab(page, "Data");
      await page.getByRole("combobox").first().click();
      await page.getByRole("option", { name: /Day book/ }).click();
      await page.waitForTimeout(300);
    },
  },
  { name: "company-hindi", route: `#/company/${keyOf(5)}`, scene: hindi },
  { name: "wizard-find", route: "#/wizard", scene: { settings: { wizardStep: "findTally" } } },
  {
    name: "wizard-find-not-running",
    route: "#/wizard",
    scene: {
      state: "empty",
      stateChanges: { tally: { url: "", sight: "notRunning" } },
      settings: { wizardStep: "findTally" },
    },
  },
  { name: "wizard-companies", route: "#/wizard", scene: { settings: { wizardStep: "companies" } } },
  { name: "wizard-database", route: "#/wizard", scene: { settings: { wizardStep: "database" } } },
  {
    name: "wizard-database-server",
    route: "#/wizard",
    scene: { settings: { wizardStep: "database" } },
    prepare: async (page) => {
      await page.getByRole("radio").nth(1).click();
      await page.waitForTimeout(200);
    },
  },
  { name: "wizard-schedule", route: "#/wizard", scene: { settings: { wizardStep: "schedule" } } },
  {
    name: "wizard-first-load",
    route: "#/wizard",
    scene: { state: "firstLoad", settings: { wizardStep: "firstLoad" } },
  },
  {
    name: "wizard-hindi",
    route: "#/wizard",
    scene: { settings: { wizardStep: "findTally", language: "hi" } },
  },
  { name: "activity", route: "#/activity", scene: {} },
  { name: "activity-run", route: "#/activity?run=run-6", scene: {} },
  { name: "activity-hindi", route: "#/activity", scene: hindi },
  { name: "problems", route: "#/problems", scene: {} },
  { name: "problems-none", route: "#/problems", scene: { state: "allVerified" } },
  { name: "settings-tally", route: "#/settings/tally", scene: {} },
  { name: "settings-database", route: "#/settings/database", scene: {} },
  { name: "settings-schedule", route: "#/settings/schedule", scene: {} },
  { name: "settings-notifications", route: "#/settings/notifications", scene: {} },
  { name: "settings-data", route: "#/settings/data", scene: {} },
  { name: "settings-fields", route: "#/settings/fields", scene: {} },
  { name: "settings-help", route: "#/settings/help", scene: {} },
  { name: "settings-hindi", route: "#/settings/database", scene: hindi },
];

const looks: readonly Partial<Look>[] = [{}, { isDark: true }, { zoom: 1.5 }];
/** Only on request: the largest scale and the colours of Windows' contrast themes. */
const extremeLooks: readonly Partial<Look>[] = [{ zoom: 2 }, { isForced: true }];

function suffixOf(look: Partial<Look>): string {
  return [
    look.isDark === true ? "-dark" : "",
    look.isForced === true ? "-contrast" : "",
    look.zoom === undefined ? "" : `-${look.zoom * 100}`,
  ].join("");
}

function isWanted(look: Partial<Look>): boolean {
  if (variant === "all") return looks.includes(look);
  return suffixOf(look) === (variant === "plain" ? "" : variant);
}

const [folder = "test-results/preview", wanted = "", variant = "all"] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const preview = await buildPreview(join(folder, "built"));
const browser = await openBrowser();
for (const picture of pictures.filter(({ name }) => new RegExp(wanted).test(name))) {
  for (const look of [...looks, ...extremeLooks].filter((one) => isWanted(one))) {
    const complaints: string[] = [];
    const page = await openPage(browser, preview, { ...picture, ...look }, complaints);
    await page.waitForTimeout(250);
    await picture.prepare?.(page).catch((error: unknown) => complaints.push(String(error)));
    await page.screenshot({ path: join(folder, `${picture.name}${suffixOf(look)}.png`) });
    for (const complaint of complaints) console.log(`${picture.name}${suffixOf(look)}: ${complaint}`);
    await page.context().close();
  }
}
await browser.close();
