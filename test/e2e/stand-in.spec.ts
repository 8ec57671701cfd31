import path from "node:path";
import type { Page } from "@playwright/test";
import type { RunningApp } from "../electron-stand-in/host/running-app.ts";
import { expect, test } from "./support/fixture.ts";
import { isStandInApp } from "./support/start-app.ts";
import { clickNotification, clickTray, clickTrayMenu, prepareDialog, readProbe } from "./support/probe.ts";

/**
 * A small program, made like ours, run in both ways: the stand-in is believed as far as these specs agree with
 * Electron.
 */

const appPath = path.resolve(import.meta.dirname, "../electron-stand-in/sample-app");

async function readLog(app: RunningApp): Promise<readonly string[]> {
  return await app.evaluate(() => (globalThis as unknown as { sampleLog: string[] }).sampleLog);
}

async function isVisible(app: RunningApp): Promise<boolean> {
  return await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
}

async function openSample(
  launcher: { readonly start: (options: { appPath: string; home?: string }) => Promise<RunningApp> },
  home?: string,
): Promise<{ readonly app: RunningApp; readonly page: Page }> {
  const app = await launcher.start({ appPath, ...(home !== undefined && { home }) });
  const page = await app.firstWindow();
  await expect.poll(() => isVisible(app)).toBe(true);
  await expect(page.getByRole("heading", { name: "Sample" })).toBeVisible();
  return { app, page };
}

test("serves the window from its own scheme under a strict policy", async ({ launcher }) => {
  const { app, page } = await openSample(launcher);
  await expect(page.locator("h1")).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page.locator("#styled")).toHaveCSS("color", "rgb(9, 8, 7)");
  await expect(page.locator("#heard li", { hasText: "violation" })).toHaveCount(0);
  const url = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  expect(url).toBe("app://renderer/index.html");
});

test("a style that the policy forbids is reported", async ({ launcher }) => {
  launcher.allowProblems(/style/i);
  const { page } = await openSample(launcher);
  await page.evaluate(`{
    const style = document.createElement("style");
    style.append("h1 { color: rgb(200, 0, 0); }");
    document.head.append(style);
  }`);
  await expect(page.locator("#heard li", { hasText: "violation style-src" })).toHaveCount(1);
  await expect(page.locator("h1")).toHaveCSS("color", "rgb(1, 2, 3)");
});

test("the bridge carries functions, values, errors and callbacks, and nothing else", async ({ launcher }) => {
  const { page } = await openSample(launcher);
  expect(await page.evaluate("window.sample.add(2, 3)")).toBe(5);
  expect(await page.evaluate("window.sample.nested")).toEqual({ list: [1, 2, { deep: true }] });
  expect(await page.evaluate("Object.isFrozen(window.sample.nested.list)")).toBe(true);
  expect(await page.evaluate("[typeof require, typeof process, typeof onlyInPreload]")).toEqual(
    Array.from({ length: 3 }, () => "undefined"),
  );
  expect(await page.evaluate("window.sample.canLoad('fs')")).toBe(false);
  const refused =
    "(() => { try { window.sample.refuse(); } catch (error) { return [error.message, error.code]; } })()";
  expect(await page.evaluate(refused)).toEqual(["refused", undefined]);
});

test("values arrive as they were sent, by structured clone", async ({ launcher }) => {
  const { page } = await openSample(launcher);
  const sent = `{ day: new Date(5), big: 12345678901234567890n, none: undefined, not: NaN, map: new Map([["a", new Set([1])]]),
    bytes: new Uint8Array([1, 2, 255]), text: "हिन्दी தமிழ்" }`;
  const kinds = `window.sample.invoke("echo", ${sent}).then(({ value }) => [value.day.getTime(), String(value.big),
    "none" in value, Number.isNaN(value.not), value.map.get("a").has(1), [...value.bytes], value.text])`;
  expect(await page.evaluate(kinds)).toEqual([
    5,
    "12345678901234567890",
    true,
    true,
    true,
    [1, 2, 255],
    "हिन्दी தமிழ்",
  ]);
  const refused = `(async () => {
    try { await window.sample.invoke("echo", { node: document.body }); return "sent"; } catch { return "refused"; }
  })()`;
  expect(await page.evaluate(refused)).toBe("refused");
});

test("a call shows its frame, and errors keep their sentence only", async ({ launcher }) => {
  const { page } = await openSample(launcher);
  await page.evaluate("void (location.hash = '#/here')");
  const { url, is } = (await page.evaluate("window.sample.invoke('echo', 1)")) as {
    url: string;
    is: boolean;
  };
  expect(url).toBe("app://renderer/index.html#/here");
  expect(is).toBe(true);
  const text = (call: string): Promise<unknown> => page.evaluate(`${call}.catch((error) => error.message)`);
  expect(await text("window.sample.invoke('fail')")).toBe(
    "Error invoking remote method 'fail': RangeError: bad range",
  );
  expect(await text("window.sample.invoke('nobody')")).toBe(
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  );
});

test("events keep their order and stop when nobody listens", async ({ launcher }) => {
  const { page } = await openSample(launcher);
  const seen = await page.evaluate(`(async () => {
    const seen = [];
    const stop = window.sample.listen("counted", (index) => seen.push(index));
    await window.sample.invoke("events", 500);
    await window.sample.invoke("echo", 0);
    stop();
    await window.sample.invoke("events", 5);
    await window.sample.invoke("echo", 0);
    return seen;
  })()`);
  expect(seen).toEqual(Array.from({ length: 500 }, (_, index) => index));
});

test("a worker gets its work, answers in order and is ended", async ({ launcher }) => {
  const { app, page } = await openSample(launcher);
  await page.evaluate("window.sample.send('work', 'books')");
  await expect(page.locator("#heard li")).toHaveText("BOOKS --say hello");
  await expect.poll(async () => (await readLog(app)).at(-1)).toMatch(/^worker exit/);
  const log = await readLog(app);
  expect(log.filter((each) => each === "worker progress")).toHaveLength(100);
  expect(log.at(-2)).toBe("worker done");
});

test("closing hides, the tray shows again, quitting quits", async ({ launcher }) => {
  const { app, page } = await openSample(launcher);
  expect(await page.evaluate("document.visibilityState")).toBe("visible");
  await page.evaluate("window.close()");
  await expect.poll(() => isVisible(app)).toBe(false);
  await expect(page.locator("#heard li")).toHaveText("hidden");
  await clickTrayMenu(app, "Open");
  expect(await isVisible(app)).toBe(true);
  await expect(page.locator("#heard li").last()).toHaveText("visible");
  const ended = app.waitForEvent("close");
  await clickTrayMenu(app, "Quit");
  await ended;
});

test("tray, menu and notification are read and clicked", async ({ launcher }) => {
  const { app } = await openSample(launcher);
  const { toolTip, menu } = await readProbe(app);
  expect(toolTip).toMatch(/^Sample on \d+$/);
  expect(menu.map(({ label }) => label)).toEqual(["Open", "Grey", "", "Loud", "More", "", "Quit"]);
  await expect(clickTrayMenu(app, "Grey")).rejects.toThrow("Grey");
  await clickTray(app);
  await clickTrayMenu(app, "Loud");
  await clickTrayMenu(app, "More", "Tell");
  expect((await readProbe(app)).notifications).toEqual([{ title: "Told", body: "by the menu" }]);
  await clickNotification(app, "Told");
  expect(await readLog(app)).toEqual(["loud true", "notification clicked"]);
});

test("dialogs take the prepared answer", async ({ launcher }) => {
  const { app, page } = await openSample(launcher);
  await prepareDialog(app, "showSaveDialog", { canceled: false, filePath: "/chosen" });
  expect(await page.evaluate("window.sample.invoke('file')")).toBe("/chosen");
});

test("secrets are kept unreadable and given back", async ({ launcher }) => {
  const { page } = await openSample(launcher);
  const kept = await page.evaluate("window.sample.invoke('secret', 'open sesame')");
  expect(kept).toEqual({ isClear: false, result: "open sesame" });
});

test("the window goes nowhere and opens nothing by itself", async ({ launcher }) => {
  const { app, page } = await openSample(launcher);
  await page.locator("#away").click();
  await expect.poll(() => readLog(app)).toContain("navigate https://example.com/away");
  await page.locator("#outside").click();
  await expect.poll(() => readLog(app)).toContain("open https://example.com/outside");
  await expect(page.getByRole("heading", { name: "Sample" })).toBeVisible();
  expect((await readProbe(app)).opened).toEqual(["https://example.com/outside"]);
  await expect.poll(() => app.windows().length).toBe(1);
});

test("a window that crashes is drawn again", async ({ launcher }) => {
  const { app } = await openSample(launcher);
  const next = app.waitForEvent("window");
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await next;
  await expect(app.windows()[0]!.getByRole("heading", { name: "Sample" })).toBeVisible();
  expect(await readLog(app)).toContain("gone crashed");
  expect(await app.windows()[0]!.evaluate("window.sample.add(1, 1)")).toBe(2);
});

test("a second start wakes the first and ends", async ({ launcher }) => {
  const home = launcher.makeHome();
  const { app } = await openSample(launcher, home);
  const second = await launcher.start({ appPath, home, args: ["--hello"] });
  await second.waitForEvent("close");
  await expect.poll(() => readLog(app)).toEqual(["second true"]);
});

test("the system's theme reaches the window at once", async ({ launcher }) => {
  const { app, page } = await openSample(launcher);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = "dark";
  });
  await expect(page.locator("h1")).toHaveCSS("color", "rgb(250, 250, 250)");
});

test("zoom makes the page narrower and sharper", async ({ launcher }) => {
  const { app, page } = await openSample(launcher);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1.5));
  await expect.poll(() => page.evaluate("window.innerWidth")).toBe(600);
});

test(
  "what is not imitated throws and is counted, even if it is caught",
  { tag: "@stand-in" },
  async ({ launcher }) => {
    launcher.allowProblems(/setBadgeCount/, /will-enter-fullscreen/, /frame/, /webPreferences/);
    const { app } = await openSample(launcher);
    test.skip(!isStandInApp(app), "Electron has it all");
    const caught = await app.evaluate(({ app, BrowserWindow }) => {
      const attempts = [
        () => app.setBadgeCount(3),
        () => BrowserWindow.getAllWindows()[0]?.on("will-enter-fullscreen" as "show", () => {}),
        () => new BrowserWindow({ frame: false }),
        () => new BrowserWindow({ webPreferences: { sandbox: false } }),
      ];
      return attempts.map((attempt) => {
        try {
          attempt();
          return "done";
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(caught).toEqual(Array.from({ length: 4 }, () => "NotImitated"));
    expect(isStandInApp(app) && app.misses.map(({ name }) => name)).toEqual([
      "app.setBadgeCount",
      'BrowserWindow.on("will-enter-fullscreen")',
      "BrowserWindow option frame",
      "webPreferences.sandbox: false",
    ]);
  },
);

test("no request leaves the machine", { tag: "@stand-in" }, async ({ launcher }) => {
  launcher.allowProblems(/example\.com/, /Failed to load/);
  const { app } = await openSample(launcher);
  test.skip(!isStandInApp(app), "Electron has the network");
  await app.evaluate(async ({ BrowserWindow }) => {
    const other = new BrowserWindow({ show: false });
    await other.loadURL("https://example.com/").catch(() => undefined);
  });
  expect(isStandInApp(app) && app.blocked).toEqual(["https://example.com/"]);
});
