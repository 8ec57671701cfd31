import { expect, test } from "./support/fixture.ts";
import {
  ask,
  call,
  isAtRest,
  isIdle,
  quit,
  readState,
  settingsFor,
  startLoaded,
  startProduct,
  waitForState,
} from "./support/product.ts";
import { clickNotification, clickTrayMenu, readProbe } from "./support/probe.ts";

test("sync now brings what changed, from the window and from the tray", async ({ launcher, startTally }) => {
  const { sample, product, page, loaded } = await startLoaded({ launcher, startTally });
  sample.company().masters.rename("LEDGER", "Cash", "Petty cash");
  await page.getByRole("button", { name: "Sync now" }).first().click();
  const synced = await waitForState(page, (state) => isIdle(state) && state.lastPassAt !== loaded.lastPassAt);
  const changes = await ask(page, "changes.page", {
    company: null,
    search: "Petty cash",
    offset: 0,
    limit: 50,
  });
  expect(changes.total).toBeGreaterThan(0);
  sample.company().postRandom();
  await clickTrayMenu(product.app, "Sync now");
  await waitForState(page, (state) => isIdle(state) && state.lastPassAt !== synced.lastPassAt);
  const { runs } = await ask(page, "runs.page", { company: null, offset: 0, limit: 10 });
  expect(runs.filter(({ syncType }) => syncType === "cdc").length).toBeGreaterThanOrEqual(2);
  await expect
    .poll(async () => (await readProbe(product.app)).toolTip)
    .toMatch(/1 of 1 .* · \d\d:\d\d · next \d\d:\d\d/);
});

test("pausing stops asking Tally, resuming goes on", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const home = launcher.makeHome();
  const product = await startProduct(launcher, { home, settings: settingsFor(sample.url) });
  const page = product.page();
  await waitForState(page, isAtRest);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("menuitem", { name: "Until I resume" }).click();
  await waitForState(page, ({ phase }) => phase === "paused");
  await expect(page.getByText("paused until you resume")).toBeVisible();
  await quit(product);
  // The pause holds over a restart.
  const asked = sample.port.log.length;
  const again = await startProduct(launcher, { home });
  await waitForState(again.page(), ({ phase }) => phase === "paused");
  expect(sample.port.log.length).toBe(asked);
  await clickTrayMenu(again.app, "Resume");
  await waitForState(again.page(), ({ phase, lastPassAt }) => phase === "idle" && lastPassAt !== null);
  expect(sample.port.log.length).toBeGreaterThan(asked);
});

test("Tally going away is waited for without a notification, and gone on with", async ({
  launcher,
  startTally,
}) => {
  const { sample, product, page } = await startLoaded({ launcher, startTally });
  const before = (await readProbe(product.app)).notifications.length;
  await sample.port.stopListening();
  await call(page, "agent.syncNow", { company: null });
  await waitForState(page, ({ tally }) => tally.sight === "notRunning");
  await expect(page.getByText("Waiting for Tally")).toBeVisible();
  await sample.port.resumeListening();
  await page.getByRole("button", { name: "Sync now" }).first().click();
  await waitForState(page, (state) => isIdle(state) && state.tally.sight === "answers");
  expect((await readProbe(product.app)).notifications.slice(before)).toEqual([]);
});

test("a failed run is told once, its notification leads to it, and recovery is told", async ({
  launcher,
  startTally,
}) => {
  const { sample, product, page } = await startLoaded({ launcher, startTally });
  sample.company().postRandom();
  sample.port.faults.add({
    fault: { kind: "errorMessage", text: "Out of memory" },
    after: 1,
    times: 500,
  });
  await clickTrayMenu(product.app, "Sync now");
  const failed = await waitForState(page, ({ companies }) => companies[0]?.standing === "error");
  const readTold = async (): Promise<readonly string[]> =>
    (await readProbe(product.app)).notifications
      .map(({ body }) => body)
      .filter((body) => body.includes("Sample Trading"));
  await expect.poll(async () => (await readTold()).length).toBe(1);
  await page.evaluate("window.close()");
  await clickNotification(product.app, (await readTold())[0]!);
  await expect
    .poll(() => page.evaluate("location.hash"))
    .toContain(`run=${failed.companies[0]?.lastRun?.runId ?? "none"}`);
  sample.port.faults.clear();
  await ask(page, "agent.syncNow", { company: null });
  await waitForState(page, isIdle);
  await expect
    .poll(async () => (await readProbe(product.app)).notifications.map(({ title }) => title))
    .toContain("Working again");
  expect((await readState(page)).companies[0]?.lastRun?.error).toBeNull();
});
