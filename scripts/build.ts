import { rmSync } from "node:fs";
import path from "node:path";
import { build } from "vite";

/** Makes everything that is shipped: programs, preload and window, into dist/. */

const root = path.dirname(import.meta.dirname);
process.chdir(root);
rmSync("dist", { recursive: true, force: true });
for (const mode of ["programs", "preload", "renderer"]) {
  await build({ configFile: "vite.config.ts", mode, logLevel: "warn" });
}
