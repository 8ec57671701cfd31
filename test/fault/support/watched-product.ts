import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { finished, runCli, startCli, type CliResult } from "../../integration/command-line/run-cli.ts";

/** How much of what a process said is kept for the message of a failing test. */
const keptCharacters = 6_000;

/** `tally-replica watch` as a process of its own, that is killed and started again as power cuts do. */
export class WatchedProduct {
  readonly #folder: string;
  readonly #addresses: readonly string[];
  readonly file: string;
  #child: ChildProcessWithoutNullStreams | null = null;
  #end: Promise<CliResult> | null = null;
  #said = "";
  #saidSinceStart = "";
  /** Exit codes of processes that ended by themselves. */
  readonly endedAlone: (number | null)[] = [];
  starts = 0;

  constructor(folder: string, tallyUrl: string, file: string) {
    this.#folder = folder;
    this.file = file;
    this.#addresses = ["--tally", tallyUrl, "--to", `sqlite:${file}`];
  }

  /** Starts it where it does not run, as the operating system's scheduler would. */
  keepUp(): void {
    if (this.#child !== null) return;
    const child = startCli(this.#folder, ["watch", "--every", "1", ...this.#addresses]);
    this.starts += 1;
    this.#child = child;
    this.#saidSinceStart = "";
    const keep = (text: Buffer): void => {
      this.#said = `${this.#said}${text.toString()}`.slice(-keptCharacters);
      this.#saidSinceStart = `${this.#saidSinceStart}${text.toString()}`.slice(0, keptCharacters);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    this.#end = finished(child).then((result) => {
      if (this.#child === child) {
        this.#child = null;
        this.endedAlone.push(result.exitCode);
      }
      return result;
    });
  }

  /** What it said last. */
  get said(): string {
    return this.#said;
  }

  /** It has come so far that Ctrl+C ends it at a safe point. */
  get isWatching(): boolean {
    return this.#child !== null && this.#saidSinceStart.includes("Watching every");
  }

  /** A power cut. */
  async kill(): Promise<void> {
    await this.#signal("SIGKILL");
  }

  /** Ctrl+C. */
  async stop(): Promise<number | null> {
    return this.#signal("SIGINT");
  }

  async #signal(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    child?.kill(signal);
    const result = await this.#end;
    return result?.exitCode ?? null;
  }

  /** Another command of the same user on the same database. */
  command(...words: readonly string[]): Promise<CliResult> {
    return runCli(this.#folder, [...words, ...this.#addresses]);
  }
}
