import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { windowTexts } from "../../src-main/contract/texts/say-window.ts";
import { expect, test } from "./support/fixture.ts";
import { goTo } from "./support/pages.ts";
import { quit, readSettings, startLoaded, startProduct, waitForState } from "./support/product.ts";
import { prepareDialog, readProbe } from "./support/probe.ts";

test("a report is looked at, filtered and exported", async ({ launcher, startTally }) => {
  const {
    product,
    page,
    loaded: { companies },
  } = await startLoaded({ launcher, startTally });
  const hash = `#/company/${encodeURIComponent(companies[0]?.key ?? "")}`;
  await goTo(page, { name: "data", hash, tab: 2 });
  await expect(page.getByText(/[\d,]+ rows/).first()).toBeVisible();
  for (const [label, name] of [
    ["CSV", "report.csv"],
    ["Excel (.xlsx)", "report.xlsx"],
  ] as const) {
    const filePath = path.join(product.home, name);
    await prepareDialog(product.app, "showSaveDialog", { canceled: false, filePath });
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: label }).click();
    await expect(page.getByText(new RegExp(`rows were written to .*${name}`))).toBeVisible();
    expect(readFileSync(filePath).byteLength).toBeGreaterThan(100);
  }
  const { dialogs } = await readProbe(product.app);
  expect(path.basename(dialogs[0]?.defaultPath ?? "")).toMatch(
    /^Sample Trading Company - [A-Z].* - \d{4}-\d{2}-\d{2}\.csv$/,
  );
  // A dialog that is closed without an answer changes nothing and tells nothing.
  await prepareDialog(product.app, "showSaveDialog", { canceled: true, filePath: "" });
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  await expect.poll(async () => (await readProbe(product.app)).dialogs.length).toBe(3);
});

test("the diagnostics file is made and shown in its folder", async ({ launcher, startTally }) => {
  const { product, page } = await startLoaded({ launcher, startTally });
  await goTo(page, { name: "help", hash: "#/settings/help" });
  await page.getByRole("button", { name: "Create diagnostics file" }).click();
  await expect
    .poll(async () => (await readProbe(product.app)).opened.at(-1) ?? "")
    .toMatch(/diagnostics.*\.zip$/);
  const file = (await readProbe(product.app)).opened.at(-1) ?? "";
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file).includes("Sample Trading Company")).toBe(false);
});

test("after sleep Tally is looked at again", async ({ launcher, startTally }) => {
  const { sample, product, page, loaded: before } = await startLoaded({ launcher, startTally });
  sample.company().postRandom();
  await product.app.evaluate(({ powerMonitor }) => powerMonitor.emit("suspend"));
  await product.app.evaluate(({ powerMonitor }) => powerMonitor.emit("resume"));
  await waitForState(page, ({ phase, lastPassAt }) => phase === "idle" && lastPassAt !== before.lastPassAt);
});

test("language, appearance and interval are chosen on the page and kept", async ({
  launcher,
  startTally,
}) => {
  const { sample, product, page } = await startLoaded({ launcher, startTally });
  await goTo(page, { name: "schedule", hash: "#/settings/schedule" });
  const choose = async (field: string, option: string): Promise<void> => {
    await page.getByRole("combobox", { name: field }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await choose("Appearance", "Dark");
  await expect.poll(() => page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true);
  await choose("Language", "हिन्दी");
  await expect.poll(() => page.evaluate("document.documentElement.lang")).toBe("hi");
  await expect(page.getByText(windowTexts.hi.settings_saved)).toBeVisible();
  await quit(product);
  expect(readSettings(product.home)).toMatchObject({ language: "hi", theme: "dark", tallyUrl: sample.url });
  const again = await startProduct(launcher, { home: product.home });
  await expect.poll(() => again.page().evaluate("document.documentElement.lang")).toBe("hi");
});

test("the person's forced colours and reduced motion are drawn without a fault", async ({
  launcher,
  startTally,
}) => {
  const { page } = await startLoaded({ launcher, startTally });
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await expect(page.getByRole("link", { name: "Companies" })).toBeVisible();
  await goTo(page, { name: "settings", hash: "#/settings" });
  await expect(page.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
});
