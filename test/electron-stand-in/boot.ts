import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
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
