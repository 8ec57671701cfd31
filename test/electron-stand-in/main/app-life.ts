import { readFileSync } from "node:fs";
import path from "node:path";
import { host } from "./host-link.ts";

/** What of the app's life other parts must know: kept apart, so that they do not import each other in a circle. */

interface AppDescription {
  readonly appPath: string;
  readonly name: string;
  readonly version: string;
}

interface Life {
  description: AppDescription;
  isReady: boolean;
  isQuitting: boolean;
  readonly whenReady: Promise<void>;
}

const { promise, resolve } = Promise.withResolvers<void>();
const onReady: (() => void)[] = [];

export const life: Life = {
  description: { appPath: "", name: "", version: "0.0.0" },
  isReady: false,
  isQuitting: false,
  whenReady: promise,
};

export function describeApp(appPath: string): void {
  const text = readFileSync(path.join(appPath, "package.json"), "utf8");
  const { name = "", productName, version = "0.0.0" } = JSON.parse(text) as Record<string, string>;
  life.description = { appPath, name: productName ?? name, version };
}

export function beforeReadyIsKnown(listener: () => void): void {
  onReady.push(listener);
}

/** Called by the boot module once the program is evaluated. */
export function becomeReady(): void {
  life.isReady = true;
  for (const listener of onReady) listener();
  resolve();
  host.tell("ready", null);
}

/** Most objects of Electron may be used only when the app is ready. */
export function requireReady(what: string): void {
  if (!life.isReady) throw new Error(`${what} cannot be used before app is ready.`);
}
