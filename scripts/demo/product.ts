import { spawn } from "node:child_process";
import path from "node:path";

const cliFile = path.resolve(import.meta.dirname, "../../src-main/cli.ts");

/** The command line as a process of its own, as a user starts it: it reaches the sample only through its port. */
export class Product {
  readonly #common: readonly string[];
  readonly #dataFolder: string;
  readonly signal: AbortSignal;

  constructor(options: {
    readonly tallyUrl: string;
    readonly databaseAddress: string;
    readonly dataFolder: string;
    readonly signal: AbortSignal;
  }) {
    this.#common = ["--tally", options.tallyUrl, "--to", options.databaseAddress];
    this.#dataFolder = options.dataFolder;
    this.signal = options.signal;
  }

  /** Shows the command, then what it prints, progress bar included. */
  async show(...verb: readonly string[]): Promise<void> {
    console.log(`$ npm run cli -- ${verb.join(" ")}\n`);
    await this.#run(verb, "inherit");
    console.log();
  }

  /** The JSON document of a verb; what it says on standard error is shown. */
  async ask<T>(...verb: readonly string[]): Promise<T> {
    return JSON.parse(await this.#run([...verb, "--json"], "pipe")) as T;
  }

  #run(verb: readonly string[], stdout: "inherit" | "pipe"): Promise<string> {
    const child = spawn(process.execPath, [cliFile, ...verb, ...this.#common], {
      stdio: ["ignore", stdout, "inherit"],
      env: { ...process.env, TALLY_REPLICA_HOME: this.#dataFolder },
      signal: this.signal,
      killSignal: "SIGTERM",
    });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => (text += part));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode) => {
        if (exitCode === 0) resolve(text);
        else reject(new Error(`${verb.join(" ")} ended with ${exitCode}`));
      });
    });
  }
}
