import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const projectFolder = path.resolve(import.meta.dirname, "../..");

export interface CliOptions {
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Temporary files and child processes of one bench; nothing of them outlives it, however it ends. */
export class Workshop implements AsyncDisposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), "tally-replica-bench-"));
  readonly signal: AbortSignal;
  readonly #cliFile = this.file("dist", "cli.mjs");
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

  /** Builds the product as it ships: Node's own reading of TypeScript costs memory and time that no user has. */
  async build(): Promise<void> {
    // Packages stay outside the bundle and are found from where it stands.
    symlinkSync(path.join(projectFolder, "node_modules"), this.file("node_modules"), "junction");
    const vite = path.join(projectFolder, "node_modules/vite/bin/vite.js");
    const folder = path.dirname(this.#cliFile);
    const line = [vite, "build", projectFolder, "--outDir", folder, "--emptyOutDir", "--logLevel", "warn"];
    const child = this.#start(line, {});
    const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
    if (exitCode !== 0) throw new Error(`The build ended with ${exitCode}.`);
  }

  /** Starts the product's command line as a process of its own. Its complaints are shown. */
  startCli({ arguments: line, environment = {} }: CliOptions): ChildProcess {
    return this.#start([this.#cliFile, ...line], environment);
  }

  /** Starts one of the bench's own programs. */
  startScript(file: string, line: readonly string[]): ChildProcess {
    return this.#start([path.join(import.meta.dirname, file), ...line], {});
  }

  #start(line: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
    this.signal.throwIfAborted();
    const child = spawn(process.execPath, line, {
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
