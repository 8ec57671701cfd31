import { spawn } from "node:child_process";
import path from "node:path";
import { findElectron } from "../../test/e2e/support/way.ts";

const timeLimitMs = 120_000;

/**
 * Electron's own installer fetches its program file from outside the npm registry. Machines that cannot reach that get
 * along without: null then.
 */
export async function fetchElectron(root: string): Promise<string | null> {
  console.log(
    `Fetching Electron's program file (once, about 100 MB, at most ${timeLimitMs / 60_000} minutes) …`,
  );
  const installer = path.join(root, "node_modules", "electron", "install.js");
  const child = spawn(process.execPath, [installer], { cwd: root, stdio: "ignore", timeout: timeLimitMs });
  await new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("exit", () => resolve());
  });
  return findElectron();
}
