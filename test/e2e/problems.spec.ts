import { expect, test } from "./support/fixture.ts";
import { drawInEveryDress, goTo } from "./support/pages.ts";
import {
  ask,
  isAtRest,
  isIdle,
  settingsFor,
  startLoaded,
  startProduct,
  waitForState,
} from "./support/product.ts";
import { clickNotification, readProbe } from "./support/probe.ts";
import { deleteMany, spoilAmount } from "./support/rich-books.ts";

test("unusually many deletions wait, are shown, and go when they are accepted", async ({
  launcher,
  startTally,
}) => {
  const { sample, product, page, loaded } = await startLoaded({ launcher, startTally });
  const count = deleteMany(sample);
  await ask(page, "agent.syncNow", { company: null });
  const held = await waitForState(
    page,
    ({ companies: [company] }) => company?.heldDeletes === count && company.standing === "attention",
  );
  expect(held.companies[0]?.rows).toBe(loaded.companies[0]?.rows);
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
  const { product, page, loaded } = await startLoaded({ launcher, startTally });
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

test("entries that cannot be stored are shown with reason and XML, and tried again", async ({
  launcher,
  startTally,
}) => {
  const { sample, product, page } = await startLoaded({ launcher, startTally });
  const { masters } = sample.company();
  const vouchers = sample.company().voucherIds().slice(20, 22);
  for (const id of vouchers) sample.company().setReference(id, tooLong);
  masters.create("LEDGER", tooLong);
  await page.getByRole("button", { name: "Sync now" }).first().click();
  await waitForState(
    page,
    ({ companies: [company] }) => company?.quarantined === 3 && company.standing === "attention",
  );
  await goTo(page, { name: "problems", hash: "#/problems" });
  await page.getByRole("button", { name: "Look at the entries" }).first().click();
  const section = page.getByRole("region", { name: "Entries that could not be stored" });
  await expect(section.getByRole("listitem")).toHaveCount(3);
  // Named as they are found in Tally.
  await expect(section.getByText(/ · voucher \S.* \S+ · \d\d-\w+-\d{4} · /)).toHaveCount(2);
  await expect(section.getByText(/Reference: the text has 460 characters; at most 450/)).toHaveCount(2);
  const raw = section.getByRole("listitem").filter({ hasText: "Reference" }).first().locator("details");
  await raw.getByText("What Tally sent").click();
  await expect(raw.locator("pre")).toContainText("yyyyyyyy");
  const show = (): Promise<void> => page.locator("[data-section=quarantine]").scrollIntoViewIfNeeded();
  expect(await drawInEveryDress(product, "problems-quarantine", show)).toEqual([]);

  for (const id of vouchers) sample.company().setReference(id, "short");
  masters.rename("LEDGER", tooLong, "Mended ledger");
  await section.getByRole("button", { name: "Try all again now" }).click();
  await waitForState(page, (state) => isAtRest(state) && state.companies[0]?.quarantined === 0);
  await expect(page.getByText("Nothing needs you")).toBeVisible();
});

/** Longer than a text that is searched by may be. */
const tooLong = "y".repeat(460);

test("a company that is closed in Tally is not open, never an error", async ({ launcher, startTally }) => {
  const sample = await startTally({ companies: 2 });
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, (state) => isAtRest(state) && state.companies.length === 2);
  const before = (await readProbe(product.app)).notifications.length;
  sample.state.setOpen(sample.company("Sample Trading Company"), false);
  await ask(page, "agent.syncNow", { company: null });
  await waitForState(
    page,
    (state) => isIdle(state) && state.companies.some(({ standing }) => standing === "notOpen"),
  );
  await goTo(page, { name: "problems", hash: "#/problems" });
  await expect(page.getByText("Nothing needs you")).toBeVisible();
  expect((await readProbe(product.app)).notifications).toHaveLength(before);
});
