import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { FromWorker } from "../../../src-main/contract/worker-messages.ts";
import type { Line } from "../../support/worker-trial.ts";

const workerFile = new URL("../../../src-main/worker.ts", import.meta.url);

/** The worker as a process of its own, as Electron would run it. */
export function openChild(
  onStart: (child: ChildProcess) => void = () => {},
  file: URL = workerFile,
): (receive: (message: FromWorker) => void) => Line {
  return (receive) => {
    const child = fork(file, { serialization: "advanced", execArgv: [], stdio: "inherit" });
    child.on("message", (message) => receive(message as FromWorker));
    onStart(child);
    return {
      post: (message) => {
        // A child that was killed on purpose hears nothing any more.
        if (child.connected) child.send(message);
      },
      end: () => void child.kill(),
    };
  };
}
