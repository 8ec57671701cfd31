import packageDocument from "../package.json" with { type: "json" };
import { runCommandLine } from "./command-line/run-command-line.ts";
import { exitCodes } from "./command-line/exit-codes.ts";
import { keepHeapLean } from "./lean-heap.ts";

/** Work ends at a safe point within 2 seconds; whatever still hangs then is cut off, which loses nothing. */
const lastMomentMs = 1800;

keepHeapLean();

const controller = new AbortController();

function stop(): void {
  if (controller.signal.aborted) process.exit(exitCodes.stopped);
  controller.abort();
  setTimeout(() => process.exit(exitCodes.stopped), lastMomentMs).unref();
}

process.on("SIGINT", stop);
process.on("SIGTERM", stop);
if (process.platform === "win32") process.on("SIGBREAK", stop);

const exitCode = await runCommandLine({
  arguments: process.argv.slice(2),
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  version: packageDocument.version,
  signal: controller.signal,
});

// What was written must have left before the end; a reader that went away must not hold it up.
process.exitCode = exitCode;
process.stdout.write("", () => process.stderr.write("", () => process.exit(exitCode)));
