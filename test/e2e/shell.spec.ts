import { existsSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./support/fixture.ts";
import {
  ask,
  dataFolderOf,
  isAtRest,
  isWindowVisible,
  quit,
  readSettings,
  readSnapshot,
  settingsFor,
  startLoaded,
  startProduct,
  waitForState,
  waitForWindow,
} from "./support/product.ts";
import { clickTray, clickTrayMenu, readProbe } from "./support/probe.ts";

test("closing hides the window, the tray shows it, and only quitting ends", async ({
  launcher,
  startTally,
}) => {
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  await product.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => isWindowVisible(product.app)).toBe(false);
  await waitForState(product.page(), isAtRest);
  await clickTray(product.app);
  expect(await isWindowVisible(product.app)).toBe(true);
  await product.page().evaluate("window.close()");
  await expect.poll(() => isWindowVisible(product.app)).toBe(false);
  await clickTrayMenu(product.app, "Open Tally Replica");
  expect(await isWindowVisible(product.app)).toBe(true);
  const ended = product.app.waitForEvent("close");
  await clickTrayMenu(product.app, "Quit");
  await ended;
});

test("a second start shows the first one's window and ends", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  await product.page().evaluate("window.close()");
  await expect.poll(() => isWindowVisible(product.app)).toBe(false);
  const second = await startProduct(launcher, { home: product.home, isHidden: true });
  await second.app.waitForEvent("close");
  await expect.poll(() => isWindowVisible(product.app)).toBe(true);
});

test("started at login it stays hidden and works", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const product = await startProduct(launcher, {
    settings: settingsFor(sample.url),
    args: ["--hidden"],
    isHidden: true,
  });
  await expect.poll(async () => (await readProbe(product.app)).toolTip).toContain("1 of 1");
  expect(await isWindowVisible(product.app)).toBe(false);
  await clickTray(product.app);
  await waitForWindow(product);
});

test("a crash of the window is healed", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const next = product.app.waitForEvent("window");
  await product.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await next;
  await waitForWindow(product);
  await expect(product.page().getByText("Sample Trading Company").first()).toBeVisible();
});

test("a crash of the worker is told and healed", async ({ launcher, startTally }) => {
  const { page } = await startLoaded({ launcher, startTally });
  const sequence: string[] = [];
  await page.exposeFunction("notePhase", (phase: string) => sequence.push(phase));
  await page.evaluate(
    "void window.tallyReplica.listen('state.changed', ({ phase }) => window.notePhase(phase))",
  );
  await ask(page, "app.restartWorker", undefined);
  await expect.poll(() => sequence).toContain("stopped");
  await waitForState(page, isAtRest);
});

test("a damaged settings file is kept, told and lived with", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const home = launcher.makeHome();
  const settings = { ...settingsFor(sample.url), everyMinutes: "often", language: "hi" };
  const first = await startProduct(launcher, { home, settings: settings as never });
  const { settingsNotice, settings: read } = await readSnapshot(first.page());
  expect(settingsNotice?.code).toBe("CONFIG_SETTINGS_DAMAGED");
  expect(read).toMatchObject({ language: "hi", tallyUrl: sample.url, everyMinutes: 5, wizardStep: "done" });
  await quit(first);
  const kept = readdirSync(dataFolderOf(home)).filter((name) => name.includes("damaged"));
  expect(kept).toHaveLength(1);
  expect(readFileSync(path.join(dataFolderOf(home), kept[0]!), "utf8")).toContain("often");
});

test("a settings file that is no text at all begins anew and is kept", async ({ launcher }) => {
  const home = launcher.makeHome();
  const product = await startProduct(launcher, { home, settings: "\u0000\u0001 not json" as never });
  const { settingsNotice, settings } = await readSnapshot(product.page());
  expect(settingsNotice?.code).toBe("CONFIG_SETTINGS_DAMAGED");
  expect(settings.wizardStep).toBe("findTally");
  expect(readdirSync(dataFolderOf(home)).some((name) => name.includes("damaged"))).toBe(true);
});

test("settings of a newer version keep what this one does not know", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const home = launcher.makeHome();
  const newer = { ...settingsFor(sample.url), version: 99, holograms: { isOn: true } };
  const product = await startProduct(launcher, { home, settings: newer as never });
  expect((await readSnapshot(product.page())).settingsNotice?.code).toBe("CONFIG_SETTINGS_NEWER");
  await ask(product.page(), "settings.change", { everyMinutes: 30 });
  await quit(product);
  expect(readSettings(home)).toMatchObject({ everyMinutes: 30, holograms: { isOn: true } });
});

test("settings are kept over a restart", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const home = launcher.makeHome();
  const first = await startProduct(launcher, { home, settings: settingsFor(sample.url) });
  await ask(first.page(), "settings.change", {
    language: "hi",
    theme: "dark",
    everyMinutes: 15,
    isStartedWithWindows: true,
  });
  await quit(first);
  const second = await startProduct(launcher, { home });
  expect((await readSnapshot(second.page())).settings).toMatchObject({
    language: "hi",
    theme: "dark",
    everyMinutes: 15,
    isStartedWithWindows: true,
  });
  await expect.poll(() => second.page().evaluate("document.documentElement.lang")).toBe("hi");
  expect(await second.page().evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true);
});

test("calls of strangers and calls with wrong values are refused", async ({ launcher, startTally }) => {
  const sample = await startTally();
  const product = await startProduct(launcher, { settings: settingsFor(sample.url) });
  const page = product.page();
  const invoke = (name: string, input: unknown): Promise<unknown> =>
    page.evaluate(
      `window.tallyReplica.invoke(${JSON.stringify(name)}, ${JSON.stringify(input)}).catch((error) => error.message)`,
    );
  expect(await invoke("settings.change", { everyMinutes: 0 })).toMatchObject({ ok: false });
  expect(await invoke("settings.change", { everyMinutes: "5" })).toMatchObject({ ok: false });
  expect(
    await invoke("settings.change", { database: { product: "sqlite", path: "/etc/passwd" } }),
  ).toMatchObject({
    ok: false,
  });
  expect(await invoke("internal.restore", { file: "/etc/passwd" })).toEqual(expect.any(String));
  expect(await invoke("app.openLink", { link: "https://example.com" })).toMatchObject({ ok: false });
  expect((await readSnapshot(page)).settings.everyMinutes).toBe(240);
  await page.evaluate("void (location.href = 'https://example.com/')");
  await expect(page.getByRole("main")).toBeVisible();
});

test("nothing listens on the network", { tag: "@linux" }, async ({ launcher, startTally }) => {
  test.skip(!existsSync("/proc/net/tcp"), "only Linux shows the sockets of a process");
  const { product } = await startLoaded({ launcher, startTally });
  const pids = await product.app.evaluate(({ app }) => {
    void app;
    return process.pid;
  });
  expect(listeningSockets(pids)).toEqual([]);
});

/** Inodes of listening sockets (state 0A) that the process or a child of it holds. */
function listeningSockets(pid: number): readonly string[] {
  const listening = new Set(
    ["tcp", "tcp6"].flatMap((kind) =>
      readFileSync(`/proc/net/${kind}`, "utf8")
        .split("\n")
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields[3] === "0A")
        .map((fields) => `socket:[${fields[9]}]`),
    ),
  );
  return [pid, ...childrenOf(pid)].flatMap((each) => openFilesOf(each).filter((file) => listening.has(file)));
}

function childrenOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .split(" ")
    .filter(Boolean)
    .map(Number);
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}

function openFilesOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(path.join(folder, name))];
    } catch {
      return [];
    }
  });
}
