import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { contentSecurityPolicy, contentTypeOf } from "../../src-main/shell/renderer-files.ts";
import {
  chromiumArguments,
  findChromium,
  howToGetChromium,
} from "../electron-stand-in/host/find-chromium.ts";
import { now } from "./sample-states.ts";

/** The built window in the system's Chromium, with the fake of the preload and the product's own CSP. */

const origin = "https://renderer.app.localhost";

interface BuiltPreview {
  readonly folder: string;
  readonly fakeApi: string;
}

/** Builds the window as it ships, and the fake beside it. */
export async function buildPreview(folder: string): Promise<BuiltPreview> {
  const window = join(folder, "window");
  await build({ mode: "renderer", logLevel: "error", build: { outDir: window, emptyOutDir: true } });
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir: join(folder, "fake"),
      target: "chrome140",
      minify: false,
      lib: {
        entry: "test/renderer-preview/fake-api.ts",
        formats: ["iife"],
        name: "fake",
        fileName: () => "fake.js",
      },
    },
  });
  return { folder: window, fakeApi: await readFile(join(folder, "fake", "fake.js"), "utf8") };
}

export interface Look {
  readonly route: string;
  readonly scene: unknown;
  readonly isDark?: boolean;
  readonly isForced?: boolean;
  /** 1 is 100 %. */
  readonly zoom?: number;
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(howToGetChromium);
  return chromium.launch({
    executablePath,
    args: chromiumArguments(),
    ignoreDefaultArgs: ["--hide-scrollbars"],
  });
}

/** Console errors and refusals of the security policy end up in `complaints`. */
export async function openPage(
  browser: Browser,
  preview: BuiltPreview,
  look: Look,
  complaints: string[],
): Promise<Page> {
  const zoom = look.zoom ?? 1;
  const context = await browser.newContext({
    viewport: { width: Math.round(1000 / zoom), height: Math.round(700 / zoom) },
    deviceScaleFactor: zoom,
    colorScheme: look.isDark === true ? "dark" : "light",
    forcedColors: look.isForced === true ? "active" : "none",
    timezoneId: "Asia/Kolkata",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
  await page.clock.setFixedTime(now);
  await page.addInitScript({ content: `globalThis.previewScene = ${JSON.stringify(look.scene)};` });
  await page.addInitScript({ content: preview.fakeApi });
  await page.route("**/*", async (route) => {
    const path = normalize(decodeURIComponent(new URL(route.request().url()).pathname));
    const body = await readFile(join(preview.folder, path)).catch(() => null);
    if (body === null) return route.fulfill({ status: 404 });
    await route.fulfill({
      body,
      headers: {
        "content-type": contentTypeOf(path),
        "content-security-policy": contentSecurityPolicy,
      },
    });
  });
  await page.goto(`${origin}/index.html${look.route}`);
  await page.waitForSelector("main", { state: "attached" });
  return page;
}
