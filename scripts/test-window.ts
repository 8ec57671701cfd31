import path from "node:path";
import { runNode } from "./run-node.ts";

/** `npm run test:window`: builds, then runs the specs of the window; arguments go to Playwright. */

const root = path.dirname(import.meta.dirname);
const playwright = path.join(root, "node_modules", "@playwright", "test", "cli.js");

const built = await runNode([path.join(root, "scripts", "build.ts")], { cwd: root });
process.exitCode =
  built === 0 ? await runNode([playwright, "test", ...process.argv.slice(2)], { cwd: root }) : built;
