import { expect, test } from "./support/fixture.ts";
import { drawInEveryDress, goTo } from "./support/pages.ts";
import { ask, isAtRest, startLoaded, waitForState } from "./support/product.ts";

test("from the list of runs to one run, its tables, and what an entry held before and after", async ({
  launcher,
  startTally,
}) => {
  const { sample, product, page, loaded } = await startLoaded({ launcher, startTally });
  const company = sample.company();
  company.masters.rename("LEDGER", "Cash", "Petty cash");
  const sale = company.postRandom({ kind: "sale" });
  await ask(page, "agent.syncNow", { company: null });
  await waitForState(page, (state) => isAtRest(state) && state.lastPassAt !== loaded.lastPassAt);
  company.scaleAmounts(sale, 3);
  const before = await waitForState(page, isAtRest);
  await ask(page, "agent.syncNow", { company: null });
  await waitForState(page, (state) => isAtRest(state) && state.lastPassAt !== before.lastPassAt);

  // Both runs read changes; the list narrows to what is asked for.
  await goTo(page, { name: "runs", hash: "#/activity", tab: 0 });
  const runs = page.getByRole("table", { name: "Runs, newest first" });
  await expect(runs.getByText(/^Changes read: /)).toHaveCount(2);
  await expect(runs.getByText(/^Compared with Tally's figures: no difference found/).first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Find in messages" }).fill("no such message");
  await expect(page.getByText("Nothing fits")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await page.getByRole("combobox", { name: "Result" }).click();
  await page.getByRole("option", { name: "Failed", exact: true }).click();
  await expect(page.getByText("Nothing fits")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();

  // The newest run that read changes, by a click anywhere on its row.
  await runs.getByRole("row").filter({ hasText: "Changes read" }).first().click();
  await expect(page.getByRole("heading", { name: /Sample Trading Company/ })).toBeVisible();
  await expect(page.getByText("by “Sync now”")).toBeVisible();
  await expect(page.getByRole("cell", { name: "Vouchers", exact: true })).toBeVisible();
  expect(await drawInEveryDress(product, "activity-run")).toEqual([]);

  // One change of it.
  await page
    .getByRole("button", { name: /fields?: / })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Item lines of vouchers 1: Amount")).toBeVisible();
  await expect(dialog.getByText("Ledger lines of vouchers 1: Amount")).toBeAttached();
  expect(await drawInEveryDress(product, "activity-change")).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);

  // All changes, by a name.
  await goTo(page, { name: "changes", hash: "#/activity", tab: 1 });
  await page.getByRole("searchbox").fill("petty");
  const changes = page.getByRole("table", { name: "Changes, newest first" });
  await expect(changes.getByText("Petty cash").first()).toBeVisible();
  await expect(changes.getByRole("row").filter({ hasText: "voucher" })).toHaveCount(0);
});
