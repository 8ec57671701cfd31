import { expect, test } from "./support/fixture.ts";
import { goTo } from "./support/pages.ts";
import { ask, isAtRest, isIdle, settingsFor, startProduct, waitForState } from "./support/product.ts";
import { clickNotification, readProbe } from "./support/probe.ts";
import { deleteMany, spoilAmount } from "./support/rich-books.ts";

test("unusually many deletions wait, are shown, and go when they are accepted", async ({
  launcher,
  startTally,
}) => {
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  const loaded = await waitForState(page, isAtRest);
  const count = deleteMany(sample);
  await ask(page, "agent.syncNow", { company: null });
  const held = await waitForState(page, ({ companies }) => companies[0]?.heldDeletes === count);
  expect(held.companies[0]).toMatchObject({ standing: "attention", rows: loaded.companies[0]?.rows });
  await expect
    .poll(async () => (await readProbe(product.app)).notifications.map(({ title }) => title))
    .toContain("Sample Trading Company needs your decision");
  await clickNotification(product.app, "needs your decision");
  await expect(page.getByText("Deletions that wait for you: Sample Trading Company")).toBeVisible();
  await page.getByRole("button", { name: `Accept ${count} deletions` }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Mark 60 entries");
  await dialog.getByRole("button", { name: `Accept ${count} deletions` }).click();
  await ask(page, "agent.syncNow", { company: null });
  await waitForState(
    page,
    ({ companies }) =>
      companies[0]?.heldDeletes === 0 && companies[0].rows <= (loaded.companies[0]?.rows ?? 0) - count,
  );
  await goTo(page, { name: "problems", hash: "#/problems" });
  await expect(page.getByText("Nothing needs you")).toBeVisible();
});

test("a figure that differs is shown with its days and repaired", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  const loaded = await waitForState(page, isAtRest);
  spoilAmount(product.home, "Sample Trading Company");
  const hash = `#/company/${encodeURIComponent(loaded.companies[0]?.key ?? "")}`;
  await goTo(page, { name: "company", hash, tab: 1 });
  await page.getByRole("button", { name: "Compare now" }).click();
  await waitForState(page, ({ companies }) => companies[0]?.verdict === "differs");
  await expect(page.getByText("Differs from Tally").first()).toBeVisible();
  await page.getByRole("button", { name: "Repair", exact: true }).click();
  await waitForState(page, isAtRest);
  await expect(page.getByText("Equal to Tally to the paisa").first()).toBeVisible();
});

test("a company that is closed in Tally is not open, never an error", async ({ launcher, startTally }) => {
  const sample = await startTally({ companies: 2 });
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, (state) => isAtRest(state) && state.companies.length === 2);
  const before = (await readProbe(product.app)).notifications.length;
  sample.state.setOpen(sample.company("Sample Trading Company"), false);
  await ask(page, "agent.syncNow", { company: null });
  const state = await waitForState(page, ({ companies }) =>
    companies.some(({ standing }) => standing === "notOpen"),
  );
  expect(isIdle(state)).toBe(true);
  await goTo(page, { name: "problems", hash: "#/problems" });
  await expect(page.getByText("Nothing needs you")).toBeVisible();
  expect((await readProbe(product.app)).notifications).toHaveLength(before);
});
