import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type Electron from "electron";
import type { Readable } from "node:stream";
import { appState } from "./app.ts";
import { requireReady } from "./app-life.ts";
import { CheckedEmitter, imitate, makeEvent, miss } from "./not-imitated.ts";

const register = new URL("../register.ts", import.meta.url).href;
const boot = new URL("../utility-boot.ts", import.meta.url);

type Members = "kill" | "pid" | "postMessage" | "stderr" | "stdout";

/** A worker beside the main process: a child of Node with the same hooks. */
class UtilityImitation extends CheckedEmitter implements Pick<Electron.UtilityProcess, Members> {
  readonly _child: ChildProcess;
  readonly _name: string;
  _isGone = false;

  constructor(modulePath: string, args: readonly string[], options: Electron.ForkOptions) {
    super("utilityProcess", ["spawn", "exit", "message", "error"]);
    const isPiped = options.stdio === "pipe";
    this._name = options.serviceName ?? "Node Utility Process";
    this._child = fork(boot, [modulePath, ...args], {
      serialization: "advanced",
      execArgv: ["--import", register, ...(options.execArgv ?? [])],
      env: { ...process.env, ...options.env, ELECTRON_STAND_IN_KIND: "utility" },
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      stdio: isPiped ? ["ignore", "pipe", "pipe", "ipc"] : ["ignore", "inherit", "inherit", "ipc"],
    });
    this._child.on("spawn", () => this.emit("spawn"));
    this._child.on("message", (message) => this.emit("message", message));
    // An error of the channel is always followed by the end of the process.
    this._child.on("error", () => undefined);
    void this._reportEnd();
  }

  /** Only when the channel is drained as well: a message must never come after the end. */
  async _reportEnd(): Promise<void> {
    const ended = Promise.withResolvers<number>();
    const drained = Promise.withResolvers<void>();
    this._child.on("exit", (code, signal) => ended.resolve(code ?? (signal === "SIGABRT" ? 134 : 143)));
    this._child.on("disconnect", () => drained.resolve());
    const [code] = await Promise.all([ended.promise, drained.promise]);
    this._isGone = true;
    this.emit("exit", code);
    const reason = code === 0 ? "clean-exit" : code === 143 ? "killed" : "crashed";
    const details = { type: "Utility", reason, exitCode: code, name: this._name, serviceName: this._name };
    appState.emit("child-process-gone", makeEvent(), details);
  }

  get pid(): number | undefined {
    return this._isGone ? undefined : this._child.pid;
  }
  get stdout(): Readable | null {
    return this._child.stdout;
  }
  get stderr(): Readable | null {
    return this._child.stderr;
  }
  postMessage(message: unknown, ports?: unknown[]): void {
    if (ports !== undefined && ports.length > 0) miss("utilityProcess.postMessage with ports");
    if (this._isGone || !this._child.connected) return;
    this._child.send(structuredClone(message) as object, undefined, {}, () => undefined);
  }
  kill(): boolean {
    return this._child.kill("SIGTERM");
  }
}

export const utilityProcess = imitate("utilityProcess", {
  fork(modulePath: string, args: readonly string[] = [], options: Electron.ForkOptions = {}) {
    requireReady("utilityProcess");
    return imitate("utilityProcess", new UtilityImitation(modulePath, args, options));
  },
});
