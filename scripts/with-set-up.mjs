// Usage: node scripts/with-set-up.mjs <script> [arguments …]
// Sets the project up if needed, then runs the script with the project's own Node (24). Node 20 can run this file.
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { projectNode, setUp } from "./set-up.mjs";

setUp();

/** Each command of the command line is a start of its own: with its sources compiled once it takes half the time. */
const compiled = join(dirname(dirname(dirname(projectNode))), ".cache", "command-line");
const isCommandLine = process.argv[2] === "src-main/cli.ts";

const child = spawn(projectNode, process.argv.slice(2), {
  stdio: "inherit",
  env: {
    ...(isCommandLine ? { NODE_COMPILE_CACHE: compiled } : {}),
    ...process.env,
    PATH: `${dirname(projectNode)}${delimiter}${process.env.PATH ?? ""}`,
  },
});
// Ctrl+C reaches the child by itself; a signal sent to us alone is passed on, and its end decides ours.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (signal !== "SIGINT") child.kill(signal);
  });
}
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
