import { expect, test } from "./support/fixture.ts";
import { goTo } from "./support/pages.ts";
import {
  isAtRest,
  quit,
  readSettings,
  readState,
  settingsFor,
  startProduct,
  waitForState,
} from "./support/product.ts";
import { readProbe } from "./support/probe.ts";

test("from nothing to the first load with the sample company", async ({ launcher }) => {
  const home = launcher.makeHome();
  const product = await startProduct(launcher, { home });
  const page = product.page();
  await expect(page.getByText("Tally Replica only reads. It never writes to Tally.")).toBeVisible();
  await page.getByRole("button", { name: "Try it with the sample company" }).click();
  await expect(page.getByRole("heading", { name: "Companies" })).toBeVisible();
  // Looked at again, the first screen names the sample, and no address that says nothing.
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByText(/^The built-in sample company.* 1 company open$/)).toBeVisible();
  await expect(page.getByText(/127\.0\.0\.1/)).toHaveCount(0);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { name: "Companies" })).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { name: "Where to keep the data" })).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Start the first load" }).click();
  await expect(page.getByRole("heading", { name: "First load" })).toBeVisible();
  await expect(page.getByText("1 company is in the database")).toBeVisible();
  await page.getByRole("button", { name: "Show the companies" }).click();
  await expect(page.getByRole("heading", { name: "Companies" })).toBeVisible();
  await expect(page.getByText("these books are invented")).toBeVisible();
  const { companies } = await waitForState(page, isAtRest);
  expect(companies[0]?.rows).toBeGreaterThan(1_000);
  await expect
    .poll(async () => (await readProbe(product.app)).notifications.map(({ title }) => title))
    .toContain(`${companies[0]?.name ?? ""} is copied`);
  expect(readSettings(home)).toMatchObject({ wizardStep: "done", isSample: true });
});

test("a set-up that is looked through again and left half way is complete as before", async ({
  launcher,
  startTally,
}) => {
  const sample = await startTally();
  const home = launcher.makeHome();
  const product = await startProduct(launcher, { home, settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, isAtRest);
  await goTo(page, { name: "help", hash: "#/settings/help" });
  await page.getByText("Run the first set-up again").click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { name: "Companies" })).toBeVisible();
  await page.getByRole("button", { name: "Finish later" }).click();
  await expect(page.getByText("Sample Trading Company")).toBeVisible();
  await expect.poll(() => readSettings(home)).toMatchObject({ wizardStep: "done" });
  await waitForState(page, isAtRest);
});

test("a typed address, chosen companies, left half way and gone on with", async ({
  launcher,
  startTally,
}) => {
  const sample = await startTally({ companies: 3 });
  const home = launcher.makeHome();
  const first = await startProduct(launcher, { home });
  const page = first.page();
  await page.getByText("Tally is on another PC or port").click();
  await page.getByRole("textbox").first().fill(sample.url.replace("http://", ""));
  await page.getByRole("button", { name: "Look there" }).click();
  await expect(page.getByText("3 companies open")).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("radio", { name: "Only these:" }).check();
  await page.getByRole("checkbox", { name: "Sample Trading Company" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { name: "Where to keep the data" })).toBeVisible();
  expect((await readState(page)).companies.every(({ rows }) => rows === 0)).toBe(true);
  await quit(first);

  const second = await startProduct(launcher, { home });
  const again = second.page();
  await expect(again.getByRole("heading", { name: "Where to keep the data" })).toBeVisible();
  await again.getByRole("button", { name: "Next" }).click();
  await again.getByRole("button", { name: "Start the first load" }).click();
  await expect(again.getByText("1 company is in the database")).toBeVisible();
  await again.getByRole("button", { name: "Show the companies" }).click();
  const { companies } = await waitForState(again, ({ companies: all }) => all.some(({ rows }) => rows > 0));
  expect(companies.filter(({ isChosen }) => isChosen).map(({ name }) => name)).toEqual([
    "Sample Trading Company",
  ]);
  expect(companies.filter(({ rows }) => rows > 0)).toHaveLength(1);
});

test("without Tally the wizard shows how to enable its port, and notices Tally by itself", async ({
  launcher,
  startTally,
}) => {
  const sample = await startTally();
  await sample.port.stopListening();
  const product = await startProduct(launcher, { settings: { tallyUrl: sample.url } });
  const page = product.page();
  await page.getByText("Tally is on another PC or port").click();
  await page.getByRole("textbox").first().fill(sample.url);
  await page.getByRole("button", { name: "Look there" }).click();
  await expect(page.getByText("Tally was not found yet")).toBeVisible();
  await expect(page.getByText("Connectivity").first()).toBeVisible();
  await sample.port.resumeListening();
  await expect(page.getByText("1 company open")).toBeVisible();
});
