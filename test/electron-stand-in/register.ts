import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

/**
 * Given to Node by `--import`: whoever asks for `electron` gets the stand-in, however it is asked for (`import`,
 * `require`, from inside node_modules as well). The module on npm would begin to download Electron when it is loaded.
 */

const isUtility = process.env["ELECTRON_STAND_IN_KIND"] === "utility";
const standIn = new URL(isUtility ? "./utility.ts" : "./electron.ts", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (/^electron(\/(main|common|renderer|utility))?$/.test(specifier)) {
      return { url: standIn, format: "module", shortCircuit: true };
    }
    return nextResolve(specifier, context);
  },
});

const electronPackage = new URL("../../node_modules/electron/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(electronPackage, "utf8")) as { readonly version: string };

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
}

define(process.versions, "electron", version);
define(process.versions, "chrome", "152.0.0.0");
define(process, "type", isUtility ? "utility" : "browser");
define(process, "resourcesPath", process.env["ELECTRON_STAND_IN_RESOURCES"] ?? process.cwd());
define(process, "isStandIn", true);
