// Plain JavaScript that Node 20 can run: the first thing that runs on a fresh machine.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === "win32";
const stampFile = join(root, "node_modules", ".set-up-for-lock");

/** The project's own Node 24, which comes with it as a development dependency. */
export const projectNode = join(root, "node_modules", "node", "bin", isWindows ? "node.exe" : "node");

/** Installs exactly what package-lock.json names, unless that is what is installed already. */
export function setUp() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const installed = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (installed === wanted && existsSync(projectNode)) return;
  process.stderr.write("Setting up (npm ci, once; a minute or two) …\n");
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: isWindows,
    env: { ...process.env, npm_config_loglevel: "error" },
  });
  if (result.status !== 0 || !existsSync(projectNode)) {
    process.stderr.write(
      "Set-up failed: npm could not install what the project needs (see above). " +
        "Check that this PC reaches the npm registry, then run the command again.\n",
    );
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
