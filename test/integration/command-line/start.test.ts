import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** `npm run …` in a project that is set up: a lock file, its stamp, and Node where it comes along. */

const scripts = path.join(import.meta.dirname, "..", "..", "..", "scripts");
const run = promisify(execFile);
const sayWhere = "console.log(process.env.NODE_COMPILE_CACHE ?? 'nowhere', process.argv.slice(2).join(' '))";

let folder = "";

function put(file: string, text: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "tally-replica-start-")));
  put("package-lock.json", "{}");
  put("node_modules/.set-up-for-lock", createHash("sha256").update("{}").digest("hex"));
  put("src-main/cli.ts", sayWhere);
  put("scripts/other.ts", sayWhere);
  const bin = path.join(folder, "node_modules", "node", "bin");
  mkdirSync(bin, { recursive: true });
  // Windows asks for a right before it makes a link.
  if (process.platform === "win32") copyFileSync(process.execPath, path.join(bin, "node.exe"));
  else symlinkSync(process.execPath, path.join(bin, "node"));
  for (const name of ["with-set-up.mjs", "set-up.mjs"]) {
    copyFileSync(path.join(scripts, name), path.join(folder, "scripts", name));
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function start(...line: readonly string[]): Promise<string> {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, ["scripts/with-set-up.mjs", ...line], { cwd: folder, env });
  return stdout.trim();
}

describe("a command of a checkout", () => {
  test("keeps what was compiled, so that the next command starts in half the time", async () => {
    const said = await start("src-main/cli.ts", "status", "--json");
    expect(said).toBe(`${path.join(folder, "node_modules", ".cache", "command-line")} status --json`);
  });

  test("of the project's own tools does not", async () => {
    expect(await start("scripts/other.ts")).toBe("nowhere");
  });
});
