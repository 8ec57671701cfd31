import { EventEmitter } from "node:events";
import { pathToFileURL } from "node:url";

/** First module of a worker: `process.parentPort` as Electron gives it, then the worker itself. */

class ParentPort extends EventEmitter {
  readonly #waiting: unknown[] = [];
  #isStarted = false;

  constructor() {
    super();
    process.on("message", (data) => {
      if (this.#isStarted) this.emit("message", { data, ports: [] });
      else this.#waiting.push(data);
    });
    process.on("disconnect", () => process.exit(0));
  }
  override on(event: string, listener: (...args: never[]) => void): this {
    super.on(event, listener as (...args: unknown[]) => void);
    if (event === "message") this.start();
    return this;
  }
  override once(event: string, listener: (...args: never[]) => void): this {
    super.once(event, listener as (...args: unknown[]) => void);
    if (event === "message") this.start();
    return this;
  }
  /** What came before somebody listened is kept till then. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    setImmediate(() => {
      for (const data of this.#waiting.splice(0)) this.emit("message", { data, ports: [] });
    });
  }
  postMessage(message: unknown): void {
    process.send?.(structuredClone(message), undefined, {}, () => undefined);
  }
}

// Ctrl+C in a terminal reaches the whole group; the main process decides when its worker ends.
process.on("SIGINT", () => undefined);

const [entry = "", ...args] = process.argv.slice(2);
process.argv = [process.execPath, entry, ...args];
Object.defineProperty(process, "parentPort", { value: new ParentPort(), enumerable: true });
await import(pathToFileURL(entry).href);
