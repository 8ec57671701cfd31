import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { StandInOptions } from "./running-app.ts";
import { StandInApp } from "./stand-in-app.ts";

const here = path.dirname(import.meta.dirname);

function entryOf(appPath: string): string {
  const text = readFileSync(path.join(appPath, "package.json"), "utf8");
  const { main } = JSON.parse(text) as { readonly main?: string };
  return path.join(appPath, main ?? "index.js");
}

/** Begins the program; it is not waited for until it is ready, because a second instance ends before. */
export async function startStandIn(options: StandInOptions): Promise<StandInApp> {
  const { browser, appPath, args = [], env = {}, probe = "", isHeaded = false } = options;
  // The language that the product gives Chromium.
  const locale = "en-IN";
  const context = await browser.newContext(isHeaded ? { locale, viewport: null } : { locale });
  const child = fork(path.join(here, "boot.ts"), [appPath, entryOf(appPath), probe, ...args], {
    serialization: "advanced",
    execArgv: ["--import", new URL("../register.ts", import.meta.url).href],
    env: { ...process.env, NODE_OPTIONS: "", ...env, ELECTRON_STAND_IN_KIND: "main" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const app = new StandInApp(child, context, options);
  await app.begin();
  return app;
}
