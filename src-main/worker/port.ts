import type { FromWorker, ToWorker } from "../contract/worker-messages.ts";

/** The line to the main process, whatever carries it. */
export interface WorkerPort {
  post(message: FromWorker): void;
  listen(listener: (message: ToWorker) => void): void;
}
