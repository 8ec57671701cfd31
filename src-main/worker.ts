import type { FromWorker, ToWorker } from "./contract/worker-messages.ts";
import { keepHeapLean } from "./lean-heap.ts";
import { startWorker } from "./worker/start-worker.ts";

/** What Electron's utility process offers; a plain child process has `send` instead. */
interface UtilityPort {
  postMessage(message: FromWorker): void;
  on(event: "message", listener: (event: { readonly data: ToWorker }) => void): void;
}

keepHeapLean();

const { parentPort: line } = process as unknown as { readonly parentPort?: UtilityPort };

startWorker({
  port: {
    post: (message) => void (line === undefined ? process.send?.(message) : line.postMessage(message)),
    listen: (listener) =>
      line === undefined
        ? void process.on("message", (message) => listener(message as ToWorker))
        : line.on("message", ({ data }) => listener(data)),
  },
});
