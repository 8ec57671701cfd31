import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { listPackage } from "@electron/asar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Packs the program as electron-builder does, with an empty file in the place of Electron's own program. */

const root = path.join(import.meta.dirname, "..", "..", "..");
const run = promisify(execFile);
const largestBytes = 16_000_000;

let folder = "";
let resources = "";

async function build(project: string): Promise<void> {
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  for (const [mode, out] of [
    ["programs", "dist"],
    ["preload", "dist"],
    ["renderer", "dist/renderer"],
  ] as const) {
    const line = [vite, "build", "--mode", mode, "--outDir", path.join(project, out), "--logLevel", "error"];
    await run(process.execPath, line, { cwd: root });
  }
}

function makeFakeElectron(at: string): void {
  mkdirSync(path.join(at, "locales"), { recursive: true });
  for (const name of [
    "electron",
    "version",
    "LICENSE",
    "locales/en-US.pak",
    "locales/hi.pak",
    "locales/de.pak",
  ]) {
    writeFileSync(path.join(at, name), "");
  }
}

async function pack(project: string): Promise<string> {
  const config = readFileSync(path.join(root, "electron-builder.yml"), "utf8");
  // Fuses are set in Electron's own program, which is not there.
  writeFileSync(path.join(project, "electron-builder.yml"), config.replace(/^electronFuses:\n( .*\n)+/m, ""));
  for (const name of ["package.json", "LICENSE", "assets", "scripts/require-electron.mjs"]) {
    cpSync(path.join(root, name), path.join(project, name), { recursive: true });
  }
  writeFileSync(path.join(project, "THIRD-PARTY-NOTICES.txt"), "");
  symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"), "junction");
  const electron = path.join(project, "fake-electron");
  makeFakeElectron(electron);
  const builder = path.join(root, "node_modules/electron-builder/cli.js");
  const line = ["--linux", "--dir", "--publish", "never", `-c.electronDist=${electron}`];
  await run(process.execPath, [builder, ...line], { cwd: project });
  return path.join(project, "release", "linux-unpacked", "resources");
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "packed-"));
  await build(folder);
  resources = await pack(folder);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed program", () => {
  it("holds the bundles, the icons and the one native package, and nothing else", () => {
    const files = listPackage(path.join(resources, "app.asar"), { isPack: false }).map((name) =>
      name.replaceAll("\\", "/"),
    );
    for (const file of [
      "/dist/index.mjs",
      "/dist/worker.mjs",
      "/dist/preload.cjs",
      "/dist/renderer/index.html",
    ]) {
      expect(files).toContain(file);
    }
    expect(files).toContain("/assets/tray/verified-dark.ico");
    const foreign = files.filter(
      (name) =>
        !/^\/(package\.json|dist(\/.*)?|assets(\/icon\.(ico|png)|\/tray(\/.*\.(ico|png))?)?|node_modules(\/better-sqlite3(\/.*)?)?)$/.test(
          name,
        ),
    );
    expect(foreign).toEqual([]);
    expect(files.filter((name) => /\.(map|ts|tsx|test\..*)$/.test(name))).toEqual([]);
  });

  it("keeps the native part outside the archive, for this system alone", () => {
    const native = path.join(resources, "app.asar.unpacked", "node_modules", "better-sqlite3", "prebuilds");
    expect(readdirSync(native)).toEqual([`linux-${process.arch}.node`]);
  });

  it("is small, and brings licences along", () => {
    expect(statSync(path.join(resources, "app.asar")).size).toBeLessThan(largestBytes);
    expect(readdirSync(resources)).toEqual(
      expect.arrayContaining(["LICENSE.txt", "THIRD-PARTY-NOTICES.txt"]),
    );
  });
});
