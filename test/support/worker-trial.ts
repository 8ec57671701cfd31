import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentState, CompanyState } from "../../src-main/contract/agent-state.ts";
import { appSettingsSchema } from "../../src-main/contract/app-settings.ts";
import type { AppSettings } from "../../src-main/contract/app-settings.ts";
import { channels } from "../../src-main/contract/channels.ts";
import type { Result } from "../../src-main/contract/channels.ts";
import type {
  FromWorker,
  ToWorker,
  WorkerCallName,
  WorkerCalls,
  WorkerSetup,
} from "../../src-main/contract/worker-messages.ts";
import { startWorker } from "../../src-main/worker/start-worker.ts";

const patienceMs = 60_000;

export interface WorkerTrial extends AsyncDisposable {
  readonly folder: string;
  readonly databaseFile: string;
  /** Every state in the order it came. */
  readonly states: readonly AgentState[];
  state(): AgentState;
  post(message: ToWorker): void;
  setUp(settings?: Partial<AppSettings>, setup?: Partial<WorkerSetup>): void;
  call<Name extends WorkerCallName>(name: Name, input: unknown): Promise<Result<WorkerCalls[Name]["answer"]>>;
  /** Of a call that must not fail. */
  ask<Name extends WorkerCallName>(name: Name, input: unknown): Promise<WorkerCalls[Name]["answer"]>;
  /** The first state, from now on or the present one, that fits. */
  until(what: string, fits: (state: AgentState) => boolean): Promise<AgentState>;
  stop(): Promise<void>;
}

/** How a worker is reached: in this process, or as a child. */
export interface Line {
  post(message: ToWorker): void;
  end(): void;
}

/** As the main process would fill in what the window leaves out. */
function parsedInput(name: string, input: unknown): unknown {
  const channel = (channels as Record<string, { input: { parse(input: unknown): unknown } } | undefined>)[
    name
  ];
  return channel === undefined ? input : channel.input.parse(input);
}

export function startWorkerTrial(
  open: (receive: (message: FromWorker) => void) => Line = openHere,
  folder = mkdtempSync(join(tmpdir(), "tally-replica-worker-")),
): WorkerTrial {
  const states: AgentState[] = [];
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const listeners = new Set<() => void>();
  const databaseFile = join(folder, "replica.sqlite");
  let nextId = 1;
  let onStopped = (): void => {};
  const line = open((message) => {
    if (message.kind === "state") states.push(message.state);
    if (message.kind === "stopped") onStopped();
    if (message.kind === "answer") {
      waiting.get(message.id)?.(message.result);
      waiting.delete(message.id);
    }
    for (const listener of listeners) listener();
  });
  const state = (): AgentState => {
    const last = states.at(-1);
    if (last === undefined) throw new Error("no state has come yet");
    return last;
  };
  let isStopped = false;
  const trial: WorkerTrial = {
    folder,
    databaseFile,
    states,
    state,
    post: (message) => line.post(message),
    setUp: (settings = {}, setup = {}) =>
      line.post({
        kind: "setUp",
        setup: {
          settings: appSettingsSchema.parse({ wizardStep: "done", everyMinutes: 60, ...settings }),
          databaseUrl: `sqlite:${databaseFile}`,
          dataFolder: folder,
          programVersion: "0.0.0-test",
          isSetUp: true,
          ...setup,
        },
      }),
    call: (name, input) =>
      new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve as (result: Result<unknown>) => void);
        line.post({ kind: "call", id, name, input: parsedInput(name, input) });
      }),
    ask: async (name, input) => {
      const result = await trial.call(name, input);
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    until: (what, fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`not reached: ${what}; last state ${JSON.stringify(states.at(-1), null, 1)}`));
        }, patienceMs);
        const look = (): void => {
          const last = states.at(-1);
          if (last === undefined || !fits(last)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(last);
        };
        listeners.add(look);
        look();
      }),
    stop: async () => {
      if (isStopped) return;
      isStopped = true;
      await new Promise<void>((resolve) => {
        onStopped = resolve;
        line.post({ kind: "stop" });
      });
      line.end();
    },
    [Symbol.asyncDispose]: async () => {
      await trial.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return trial;
}

/** The worker's code in this process, over a line that copies what passes, as between processes. */
function openHere(receive: (message: FromWorker) => void): Line {
  let listener = (_message: ToWorker): void => {};
  startWorker({
    port: {
      post: (message) => receive(structuredClone(message)),
      listen: (given) => {
        listener = given;
      },
    },
  });
  return { post: (message) => listener(structuredClone(message)), end: () => {} };
}

export function only(state: AgentState): CompanyState {
  const [company, ...others] = state.companies;
  if (company === undefined || others.length > 0) throw new Error("one company is expected");
  return company;
}

/** Every company was read, compared with Tally and found equal, and nothing is under way. */
export function isVerified({ phase, companies }: AgentState): boolean {
  return (
    phase === "idle" && companies.length > 0 && companies.every(({ standing }) => standing === "verified")
  );
}
