import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { formatTestCount } from "../test/support/test-count.ts";
import type { TestCount } from "../test/support/test-count.ts";
import { runNode } from "./run-node.ts";

/**
 * `npm test`: everything vitest runs, then the build and the specs of the window, with one closing line for all.
 * With arguments (`npm test -- test/unit/sync`) only vitest runs, on what is named.
 */

const root = path.dirname(import.meta.dirname);
const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
const playwright = path.join(root, "node_modules", "@playwright", "test", "cli.js");
const failure: TestCount = { passed: 0, failed: 1, skipped: 0 };

function readCount(file: string): TestCount | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as TestCount;
  } catch {
    return null;
  }
}

/** A runner that breaks off, or ends badly without a test that failed, counts as one failure. */
async function countTests(command: readonly string[]): Promise<TestCount> {
  const folder = mkdtempSync(path.join(tmpdir(), "tally-replica-count-"));
  const file = path.join(folder, "count.json");
  try {
    const code = await runNode(command, { cwd: root, env: { TALLY_REPLICA_COUNT_FILE: file } });
    const count = readCount(file);
    if (count === null) return failure;
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function countWindowSpecs(): Promise<TestCount> {
  const code = await runNode([path.join(root, "scripts", "build.ts")], { cwd: root });
  return code === 0 ? await countTests([playwright, "test"]) : failure;
}

const args = process.argv.slice(2);
if (args.length > 0) {
  process.exitCode = await runNode([vitest, "run", ...args], { cwd: root });
} else {
  const first = await countTests([vitest, "run"]);
  const second = await countWindowSpecs();
  const failed = first.failed + second.failed;
  const all = { passed: first.passed + second.passed, failed, skipped: first.skipped + second.skipped };
  console.log(formatTestCount(all));
  process.exitCode = failed === 0 ? 0 : 1;
}
