import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { getConfig, validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { DebugLogger } from "builder-util/out/DebugLogger.js";
import { describe, expect, it } from "vitest";

/** electron-builder tells a wrong entry only when it packs, and some mistakes never: what can be checked here is. */

const root = path.join(import.meta.dirname, "..", "..", "..");

interface Target {
  readonly target: string;
}
interface BuilderConfig {
  readonly appId: string;
  readonly files: readonly string[];
  readonly extraResources: readonly { readonly from: string }[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly win: {
    readonly icon: string;
    readonly target: readonly Target[];
    readonly extraFiles: readonly { readonly from: string }[];
  };
  readonly nsis: Readonly<Record<string, unknown>>;
  readonly linux: { readonly icon: string; readonly target: readonly string[] };
}

async function readConfig(): Promise<BuilderConfig> {
  return (await getConfig(root, "electron-builder.yml", null)) as unknown as BuilderConfig;
}

/** Sizes of the pictures in an .ico; 0 in the file means 256. */
function icoSizes(file: string): readonly number[] {
  const bytes = readFileSync(path.join(root, file));
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => bytes.readUInt8(6 + 16 * index) || 256);
}

describe("electron-builder.yml", () => {
  it("is understood by electron-builder", async () => {
    const config = await readConfig();
    await expect(validateConfiguration(config as never, new DebugLogger(false))).resolves.toBeUndefined();
  });

  it("is refused with an entry nobody knows", async () => {
    const config = { ...(await readConfig()), oneClickInstaller: true };
    await expect(validateConfiguration(config as never, new DebugLogger(false))).rejects.toThrow(
      /oneClickInstaller/,
    );
  });

  it("names targets and files that exist", async () => {
    const { win, linux, extraResources } = await readConfig();
    expect(win.target.map(({ target }) => target)).toEqual(["nsis", "zip"]);
    expect(linux.target).toEqual(["AppImage", "deb"]);
    const files = [win.icon, linux.icon, ...win.extraFiles.map(({ from }) => from), "LICENSE"];
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    // Made by `npm run pack` right before packing.
    expect(extraResources.map(({ from }) => from)).toEqual(["THIRD-PARTY-NOTICES.txt", "LICENSE"]);
  });

  it("has an icon in every size that Windows asks for", async () => {
    const { win } = await readConfig();
    expect(icoSizes(win.icon)).toEqual(expect.arrayContaining([16, 20, 24, 32, 40, 48, 64, 256]));
    for (const state of ["verified", "current", "syncing", "paused", "waiting", "attention", "error"]) {
      for (const theme of ["light", "dark"]) {
        expect(icoSizes(`assets/tray/${state}-${theme}.ico`)).toEqual(
          expect.arrayContaining([16, 20, 24, 32, 48]),
        );
      }
    }
  });

  it("installs for the user alone and keeps the data on uninstall", async () => {
    const { nsis } = await readConfig();
    expect(nsis).toMatchObject({ perMachine: false, allowElevation: false, deleteAppDataOnUninstall: false });
  });

  it("uses the identity under which notifications are shown", async () => {
    const { appId } = await readConfig();
    expect(readFileSync(path.join(root, "src-main/index.ts"), "utf8")).toContain(`"${appId}"`);
  });

  it("closes every door of Electron that the program does not need", async () => {
    const { electronFuses } = await readConfig();
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});
