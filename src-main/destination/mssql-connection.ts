import { Connection, Request } from "tedious";
import type { ConnectionConfiguration } from "tedious";

type Callback = (error?: Error | null) => void;
type BeginCallback = Parameters<Connection["beginTransaction"]>[0];
type Isolation = Parameters<Connection["beginTransaction"]>[2];

/** The driver's connection, told what it leaves to its users: why a log-in failed, what a session needs, how it ends. */
export class MssqlConnection extends Connection {
  readonly #lockTimeoutMs: number;
  #hasBegun = false;

  constructor(configuration: ConnectionConfiguration, lockTimeoutMs: number) {
    super(configuration);
    this.#lockTimeoutMs = lockTimeoutMs;
  }

  override connect(listener: (error?: Error) => void = () => {}): void {
    let reason: number | null = null;
    const note = ({ number }: { readonly number: number }): void => {
      // Of several errors the last only says that the log-in failed; and the driver passes on none of the numbers.
      reason ??= number;
    };
    this.on("errorMessage", note);
    super.connect((error) => {
      this.off("errorMessage", note);
      if (error) listener(reason === null ? error : Object.assign(error, { number: reason }));
      else this.#beginSession(listener);
    });
  }

  /** A batch: what sp_executesql sets ends with it. */
  #beginSession(listener: (error?: Error) => void): void {
    // Whoever waits for an answer is told of a broken connection; Kysely would print it as well.
    this.removeAllListeners("error");
    this.on("error", () => {});
    // A server may be set up not to count rows, which would look as if nothing were ever updated.
    const session = `set nocount off; set lock_timeout ${this.#lockTimeoutMs};`;
    this.execSqlBatch(new Request(session, (error) => listener(error ?? undefined)));
  }

  override beginTransaction(callback: BeginCallback, name?: string, isolation?: Isolation): void {
    super.beginTransaction(
      (error, descriptor) => {
        this.#hasBegun = !error;
        callback(error, descriptor);
      },
      name,
      isolation,
    );
  }

  override commitTransaction(callback: Callback, name?: string): void {
    super.commitTransaction((error) => {
      if (!error) this.#hasBegun = false;
      callback(error);
    }, name);
  }

  /** Where an error made the server undo the transaction, what follows would be kept for good, each by itself. */
  override execSql(request: Request): void {
    if (this.#hasBegun && !this.inTransaction && !this.closed) {
      const error = Object.assign(new Error("the transaction was undone"), { code: "EABORT" });
      process.nextTick(() => request.callback(error));
      return;
    }
    super.execSql(request);
  }

  /** The error that made it necessary is the one to be told: undoing never fails. */
  override rollbackTransaction(callback: Callback, name?: string): void {
    this.#hasBegun = false;
    // The server undid it already, as after a deadlock, or undoes it because the connection is gone.
    if (this.closed || !this.inTransaction) {
      callback();
      return;
    }
    super.rollbackTransaction((error) => {
      if (error) this.close();
      callback();
    }, name);
  }
}
