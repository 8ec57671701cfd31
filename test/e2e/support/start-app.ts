import { mkdirSync } from "node:fs";
import path from "node:path";
import { _electron } from "@playwright/test";
import type { Browser } from "@playwright/test";
import type { RunningApp } from "../../electron-stand-in/host/running-app.ts";
import { StandInApp } from "../../electron-stand-in/host/stand-in-app.ts";
import { startStandIn } from "../../electron-stand-in/host/start-stand-in.ts";
import { chooseWay } from "./way.ts";

const probe = path.resolve(import.meta.dirname, "../../electron-stand-in/probe.cjs");

export interface StartOptions {
  readonly browser: Browser;
  readonly appPath: string;
  /** Everything the program keeps lies below: a start with the same folder is a restart. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The person's folders, all within one that the spec owns. */
export function homeEnvironment(home: string): Readonly<Record<string, string>> {
  const config = path.join(home, "config");
  const local = path.join(home, "local");
  for (const folder of [config, local, path.join(home, "Documents")]) mkdirSync(folder, { recursive: true });
  return {
    HOME: home,
    USERPROFILE: home,
    APPDATA: config,
    LOCALAPPDATA: local,
    XDG_CONFIG_HOME: config,
    XDG_DATA_HOME: local,
  };
}

export function isStandInApp(app: RunningApp): app is StandInApp {
  return app instanceof StandInApp;
}

/** Starts the program in the way this machine offers; both give the same few members (RunningApp). */
export async function startApp(options: StartOptions): Promise<RunningApp> {
  const way = chooseWay();
  const { browser, appPath, home, args = [], env = {} } = options;
  const whole = { ...homeEnvironment(home), ...env };
  switch (way.kind) {
    case "standIn":
      return await startStandIn({ browser, appPath, args, env: whole, probe });
    case "electron": {
      const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
      const kept = Object.entries({ ...process.env, ...whole }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
      );
      const app = await _electron.launch({
        executablePath: way.program,
        args: ["-r", probe, ...sandbox, appPath, ...args],
        env: Object.fromEntries(kept),
      });
      return app;
    }
    case "none":
      throw new Error(way.reason);
  }
}
