// electron-builder calls this before it packs: without Electron's program file there is nothing to pack into, and
// its own message would come a minute later, as the stack of a failed look-up.
import { existsSync, readFileSync, readdirSync, rmdirSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const timeLimitMs = 15_000;
const usualSource = "https://github.com";
/** As electron-builder numbers them. */
const archNames = ["ia32", "x64", "armv7l", "arm64", "universal"];

/** Where @electron/get and electron-builder keep what they have fetched. */
function usualCaches() {
  const home = os.homedir();
  const { LOCALAPPDATA = path.join(home, "AppData", "Local"), XDG_CACHE_HOME = path.join(home, ".cache") } =
    process.env;
  const names = ["electron", "electron-builder"];
  if (process.platform === "win32") return names.map((name) => path.join(LOCALAPPDATA, name, "Cache"));
  if (process.platform === "darwin") return names.map((name) => path.join(home, "Library", "Caches", name));
  return names.map((name) => path.join(XDG_CACHE_HOME, name));
}

function isCached(file, folders) {
  return folders.some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true, encoding: "utf8" }).some((name) => path.basename(name) === file),
  );
}

/** Any answer will do: whether the file is there, electron-builder sees itself. */
async function isReachable(source) {
  try {
    await fetch(source, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(timeLimitMs) });
    return true;
  } catch {
    return false;
  }
}

/** Null where the file is on this machine or can be fetched, else one sentence. */
async function tellMissingElectron({ file, source, caches }) {
  if (isCached(file, caches) || (await isReachable(source))) return null;
  const host = new URL(source).host;
  return `Nothing was packed: Electron's program file (${file}) is not on this machine and ${host} cannot be reached to fetch it; run npm run pack again with access to the internet, or with the address of a mirror in ELECTRON_MIRROR.`;
}

/** An error that electron-builder prints as one line; any other with its stack. */
function plainError(text) {
  const require = createRequire(import.meta.resolve("electron-builder"));
  const { InvalidConfigurationError } = require("builder-util");
  return new InvalidConfigurationError(text);
}

function removeWhenEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch {
    // Something of an earlier time lies in it, or it was never made.
  }
}

/** The name by which electron-builder finds it. */
export async function beforePack({ electronPlatformName, arch, outDir, packager }) {
  // Somebody has it elsewhere and says where.
  if (packager.config.electronDist) return;
  const packageFile = path.join(import.meta.dirname, "..", "node_modules", "electron", "package.json");
  const { version } = JSON.parse(readFileSync(packageFile, "utf8"));
  const missing = await tellMissingElectron({
    file: `electron-v${version}-${electronPlatformName}-${archNames[arch]}.zip`,
    source: process.env.ELECTRON_MIRROR || usualSource,
    caches: usualCaches(),
  });
  if (missing === null) return;
  removeWhenEmpty(outDir);
  throw plainError(missing);
}
