import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const cliFile = path.resolve(import.meta.dirname, "../../src-main/cli.ts");

export interface CliOptions {
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Temporary files and child processes of one bench; nothing of them outlives it, however it ends. */
export class Workshop implements AsyncDisposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), "tally-replica-bench-"));
  readonly signal: AbortSignal;
  readonly #children = new Set<ChildProcess>();
  readonly #killAll = (): void => {
    for (const child of this.#children) child.kill("SIGKILL");
  };

  constructor(signal: AbortSignal) {
    this.signal = signal;
    process.once("exit", this.#killAll);
  }

  /** A path inside the temporary folder. */
  file(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  /** Starts the product's command line as a process of its own. Its complaints are shown. */
  startCli({ arguments: line, environment }: CliOptions): ChildProcess {
    this.signal.throwIfAborted();
    const child = spawn(process.execPath, [cliFile, ...line], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...environment },
    });
    this.#children.add(child);
    const kill = (): void => void child.kill("SIGKILL");
    this.signal.addEventListener("abort", kill, { once: true });
    child.once("close", () => {
      this.#children.delete(child);
      this.signal.removeEventListener("abort", kill);
    });
    return child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ends = [...this.#children].map(
      (child) => new Promise<void>((resolve) => child.once("close", () => resolve())),
    );
    this.#killAll();
    await Promise.all(ends);
    process.removeListener("exit", this.#killAll);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
