import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "..", "..", "..");
const hook = path.join(root, "scripts", "require-electron.mjs");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-pack-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As electron-builder calls it, in a process of its own: what it says, or "goes on". */
function askHook(source: string): string {
  const outDir = path.join(folder, "release");
  mkdirSync(outDir, { recursive: true });
  const call = `import(${JSON.stringify(`file://${hook}`)})
    .then((module) => module.beforePack({ electronPlatformName: "linux", arch: 1, packager: { config: {} }, outDir: ${JSON.stringify(outDir)} }))
    .then(() => console.log("goes on"), (error) => console.log(error.code, error.message));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", call], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      XDG_CACHE_HOME: folder,
      LOCALAPPDATA: folder,
      HOME: folder,
      ELECTRON_MIRROR: source,
    },
  });
  return stdout.trim();
}

describe("packing without Electron's program file", () => {
  it("says what is missing and what to do, and leaves nothing behind", async () => {
    const answer = askHook(`http://127.0.0.1:${await closedPort()}/`);
    expect(answer).toMatch(/^ERR_ELECTRON_BUILDER_INVALID_CONFIGURATION Nothing was packed: [^.]*electron-v/);
    expect(answer).toContain("cannot be reached");
    expect(answer).toContain("run npm run pack again");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps what an earlier time packed", async () => {
    mkdirSync(path.join(folder, "release"));
    writeFileSync(path.join(folder, "release", "older.zip"), "");
    expect(askHook(`http://127.0.0.1:${await closedPort()}/`)).toContain("Nothing was packed");
    expect(readdirSync(path.join(folder, "release"))).toEqual(["older.zip"]);
  });

  it("goes on where the file was fetched before", async () => {
    const file = /electron-v\S+\.zip/.exec(askHook(`http://127.0.0.1:${await closedPort()}/`))?.[0] ?? "";
    mkdirSync(path.join(folder, "electron", "some-key"), { recursive: true });
    mkdirSync(path.join(folder, "Library", "Caches", "electron", "some-key"), { recursive: true });
    for (const cache of ["electron", "Library/Caches/electron"]) {
      writeFileSync(path.join(folder, cache, "some-key", file), "");
    }
    expect(askHook(`http://127.0.0.1:${await closedPort()}/`)).toBe("goes on");
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
