import type { Clock } from "../contract/clock.ts";
import { systemClock } from "../contract/clock.ts";
import type { ToWorker } from "../contract/worker-messages.ts";
import { Agent } from "./agent.ts";
import { answerCall } from "./calls.ts";
import type { WorkerPort } from "./port.ts";
import { createWorkerLog } from "./worker-log.ts";
import type { WorkerLog } from "./worker-log.ts";

interface WorkerOptions {
  readonly port: WorkerPort;
  readonly clock?: Clock;
}

/** Listens to the main process and keeps an agent at work. It never ends the process: that is the main process's. */
export function startWorker({ port, clock = systemClock }: WorkerOptions): void {
  const log = createWorkerLog();
  const agent = new Agent({ publish: (state) => port.post({ kind: "state", state }), clock, log });
  port.listen((message) => {
    receive({ agent, port, log }, message).catch((error: unknown) => {
      log.error("a message could not be dealt with", { order: message.kind, error });
    });
  });
  port.post({ kind: "ready" });
}

interface Parts {
  readonly agent: Agent;
  readonly port: WorkerPort;
  readonly log: WorkerLog;
}

async function receive({ agent, port, log }: Parts, message: ToWorker): Promise<void> {
  switch (message.kind) {
    case "setUp":
      log.keepIn(message.setup.dataFolder);
      agent.setUp(message.setup);
      return;
    case "call":
      port.post({
        kind: "answer",
        id: message.id,
        result: await answerCall(agent, message.name, message.input),
      });
      return;
    case "pause":
      agent.pause(message.until);
      return;
    case "wake":
      agent.orders.wake();
      return;
    case "stop":
      await agent.stop();
      port.post({ kind: "stopped" });
  }
}
