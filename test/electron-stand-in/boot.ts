import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { appState } from "./main/app.ts";
import { becomeReady, describeApp } from "./main/app-life.ts";

/**
 * First module of the child process: arguments as an unpackaged Electron shows them, the probe, the program itself,
 * and only when that is evaluated the app's `ready`, as in Electron.
 */

const [appPath = "", entry = "", probe = "", ...args] = process.argv.slice(2);
process.argv = [process.execPath, appPath, ...args];
describeApp(appPath);
if (probe !== "") createRequire(import.meta.url)(probe);
await import(pathToFileURL(entry).href);
becomeReady();
// Asked to end from outside, Electron quits as by its menu, unless the program has its own mind.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  if (process.listenerCount(signal) === 0) process.on(signal, () => appState.quit());
}
