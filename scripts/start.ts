import { spawn } from "node:child_process";
import path from "node:path";
import { findChromium, howToGetChromium } from "../test/electron-stand-in/host/find-chromium.ts";
import { findElectron } from "../test/e2e/support/way.ts";
import { runNode } from "./run-node.ts";
import { hasDisplay } from "./start/has-display.ts";
import { fetchElectron } from "./start/fetch-electron.ts";
import { runInBrowser } from "./start/run-in-browser.ts";

/**
 * `npm start`: builds the program and shows it, with Electron where its program file is there or can be fetched, else
 * in the system's Chromium. Arguments go to the program: `npm start -- --sample` connects the built-in sample Tally.
 */

const root = path.dirname(import.meta.dirname);
const args = process.argv.slice(2);

const withoutDisplay = `This machine has no display, so there is nothing to show the window on. Without a window:
  npm run demo                  the main job in about a minute, with a sample Tally
  npm run cli -- sync           copies the books of the Tally of this PC once
  npm run cli -- watch          keeps the copy current until Ctrl+C
  npm run cli -- --help         everything else
With a virtual display: xvfb-run npm start`;

async function runInElectron(program: string): Promise<number> {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(program, [...sandbox, root, ...args], { stdio: "inherit", env: process.env });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function showProgram(): Promise<number> {
  const program = findElectron() ?? (await fetchElectron(root));
  if (program !== null) return await runInElectron(program);
  const chromium = findChromium();
  if (chromium === null) {
    console.error(`Electron's program file could not be fetched. ${howToGetChromium}`);
    return 1;
  }
  return await runInBrowser({ chromium, root, args });
}

async function start(): Promise<number> {
  if (!hasDisplay()) {
    console.error(withoutDisplay);
    return 1;
  }
  console.log("Building …");
  const built = await runNode([path.join(root, "scripts", "build.ts")], { cwd: root });
  return built === 0 ? await showProgram() : built;
}

process.exitCode = await start();
