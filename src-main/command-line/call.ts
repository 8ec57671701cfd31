import type { Clock } from "../contract/clock.ts";
import type { Logger } from "../contract/logger.ts";
import type { RunProgress } from "../contract/run.ts";
import type { Settings } from "../contract/settings.ts";
import type { Language } from "../contract/texts.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";

/** One call of the command line, after its common options were understood. */
export interface Call {
  readonly language: Language;
  readonly tallyUrl: string;
  /** The address was typed for this very call, not taken from settings or the default. */
  readonly isTallyNamed: boolean;
  /** Database address as after `--to`. */
  readonly databaseAddress: string;
  readonly dataFolder: string;
  /** Companies and pace from the settings file, where the line names none. */
  readonly companies: readonly string[];
  readonly everySeconds: number;
  /** The settings as read; what the line names goes before. */
  readonly settings: Settings;
  readonly output: Output;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly programVersion: string;
  readonly onProgress: (progress: RunProgress) => void;
  /** Takes the progress bar off the screen before results are printed. */
  readonly clearProgress: () => void;
}

/** Each verb hands over its work; what it throws becomes a sentence and an exit code in one place. */
export type RunVerb = (work: (call: Call) => Promise<ExitCode>) => Promise<void>;
