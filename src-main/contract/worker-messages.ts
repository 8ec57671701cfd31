import type { AgentState } from "./agent-state.ts";
import type { AppSettings } from "./app-settings.ts";
import type { ChannelAnswer, ChannelParsed, NamesBy, Result } from "./channels.ts";
import type { DatabaseTest } from "./pages.ts";

/** What passes between the main process and the worker (utility process): plain data, copied by structured clone. */

/** All the worker needs to know; given at its start and whenever something of it changes. */
export interface WorkerSetup {
  readonly settings: AppSettings;
  /** The database with its password, as after `--to`; in memory only, never logged. */
  readonly databaseUrl: string;
  /** The user's data folder: agent memory, logs, default database. */
  readonly dataFolder: string;
  readonly programVersion: string;
  /** False while the wizard has not come to its last step: nothing is read yet. */
  readonly isSetUp: boolean;
}

/** Calls that only the main process makes: they carry a password, or a path that a dialog gave. */
export interface InternalCalls {
  "internal.testDatabase": {
    readonly input: { readonly databaseUrl: string };
    readonly answer: DatabaseTest;
  };
  "internal.export": {
    readonly input: Omit<ChannelParsed<"views.export">, "format"> & {
      readonly format: "csv" | "xlsx";
      readonly file: string;
    };
    readonly answer: NonNullable<ChannelAnswer<"views.export">>;
  };
  "internal.restore": {
    readonly input: { readonly file: string };
    readonly answer: { readonly companies: readonly string[] };
  };
  "internal.createDiagnostics": {
    readonly input: { readonly file: string };
    readonly answer: { readonly file: string };
  };
}
export type InternalName = keyof InternalCalls;

type WindowCalls = {
  [Name in NamesBy<"worker">]: {
    readonly input: ChannelParsed<Name>;
    readonly answer: ChannelAnswer<Name>;
  };
};

/** Everything the worker answers, by name. */
export type WorkerCalls = WindowCalls & InternalCalls;
export type WorkerCallName = keyof WorkerCalls;

/** Why the worker should look at once, besides its timer. */
export type WakeReason = "resumedFromSleep" | "networkReturned" | "manual";

export type ToWorker =
  | { readonly kind: "setUp"; readonly setup: WorkerSetup }
  | { readonly kind: "call"; readonly id: number; readonly name: WorkerCallName; readonly input: unknown }
  | { readonly kind: "pause"; readonly until: AppSettings["pausedUntil"] }
  | { readonly kind: "wake"; readonly reason: WakeReason }
  /** End at a safe point; answered by `stopped`, then the main process ends the worker. */
  | { readonly kind: "stop" };

export type FromWorker =
  /** The worker listens; it waits for `setUp`. */
  | { readonly kind: "ready" }
  /** At most ten a second; the newest says all. */
  | { readonly kind: "state"; readonly state: AgentState }
  | { readonly kind: "answer"; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: "stopped" };
