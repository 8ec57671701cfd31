import type { Choice } from "../../../src-main/contract/choice.ts";
import { silentLogger } from "../../../src-main/contract/logger.ts";
import type { DateWindow } from "../../../src-main/source/source.ts";
import type { Engine, EngineOptions, FiguresSource } from "../../../src-main/sync/engine-api.ts";
import { createEngine } from "../../../src-main/sync/engine.ts";
import type { Replay } from "../expected-rows/index.ts";
import type { Beginning } from "./book.ts";

export type Mode =
  | { readonly kind: "sync" | "watch" | "day" | "full" | "verify" }
  | { readonly kind: "repair"; readonly table: string | null; readonly window: DateWindow | null }
  | { readonly kind: "choice"; readonly choice: Choice };

/** Somebody does something before a request of the turn is answered, and undoes it some requests later. */
export interface Act {
  readonly at: number;
  /** One of `deeds`, undone later; an operation, which stays; or a fault of the answer to this very request. */
  readonly what: string;
  readonly dice: number;
  /** Undone so many requests later; null: never. */
  readonly after: number | null;
}

export interface Turn {
  readonly mode: Mode;
  /** Broken off before this request; null: it comes to its end. */
  readonly stopsAt: number | null;
  readonly acts: readonly Act[];
  /** The product was ended before, and is started again. */
  readonly isNewProcess?: boolean;
}

export interface History {
  readonly company: number;
  readonly vouchers: number;
  /** The company is in the database already; else the first turn loads it. */
  readonly isLoaded: boolean;
  /** So few vouchers to a request that a small book takes many, as a large one does. */
  readonly isCutFine: boolean;
  /** First contact comes before the first run of each process that does not remember one. */
  readonly meetsFirst?: boolean;
  readonly turns: readonly Turn[];
}

export interface Played {
  readonly wrong: readonly string[];
  /** What happened, in words. */
  readonly told: readonly string[];
  /** How many requests each turn took. */
  readonly requests: readonly number[];
}

/** A look through the book takes long enough for the timer to land first what is new. */
const finelyCut = { rows: 8, walked: 9 };

export interface Stage extends Beginning {
  readonly history: History;
  readonly told: string[];
  readonly waiting: Pending[];
  requests: number;
  /** Null while nothing was chosen. */
  choice: Choice | null;
  replay: Replay | null;
}

export interface Pending {
  readonly atRequest: number;
  readonly what: string;
  readonly undo: () => void;
}

export function engineOf(
  { replica, clock, history }: Stage,
  startedBy: EngineOptions["startedBy"],
  choice?: Choice,
): Engine {
  return createEngine({
    source: replica.source as FiguresSource,
    destination: replica.destination,
    memory: replica.memory,
    clock: { ...clock, sleep: async () => {} },
    log: silentLogger,
    onProgress: () => {},
    programVersion: "0.0.0-test",
    startedBy,
    ...(history.isCutFine ? { windows: finelyCut } : {}),
    ...(choice === undefined ? {} : { wanted: { choice } }),
  });
}
