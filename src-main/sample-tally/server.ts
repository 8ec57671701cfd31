import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TallyState } from "./model.ts";
import { deliver } from "./port/delivery.ts";
import type { Delivery, Framing } from "./port/delivery.ts";
import { Faults } from "./port/faults.ts";
import type { Fault } from "./port/faults.ts";
import { paceOf, pause } from "./port/pace.ts";
import { spoiledAnswer, withInvalidCharacters } from "./port/spoiled-answers.ts";
import { charsetOf, decodeRequest } from "./tdl/charset.ts";
import { Interpreter } from "./tdl/interpreter.ts";
import type { Outcome, RequestLogEntry } from "./tdl/interpreter.ts";
import { parseRequest } from "./tdl/request.ts";
import type { Substitution } from "./tdl/substitution.ts";

export interface TallyPortOptions {
  readonly state: TallyState;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly framing?: Framing;
}

/** The open port of a sample Tally, with what its control side can do to it. */
export class TallyPort {
  readonly interpreter: Interpreter;
  readonly faults = new Faults();
  readonly #state: TallyState;
  readonly #host: string;
  readonly #framing: Framing;
  #port: number;
  #server: Server | undefined;
  /** Requests wait for the one before, whatever became of its client (protocol §1.4, §1.5). */
  #queue: Promise<void> = Promise.resolve();
  #wake: (() => void)[] = [];
  #isClosed = false;

  constructor(options: TallyPortOptions) {
    this.#state = options.state;
    this.#host = options.host ?? "127.0.0.1";
    this.#framing = options.framing ?? "length";
    this.#port = options.port;
    this.interpreter = new Interpreter(options.state);
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://${this.#host}:${this.#port}`;
  }

  get log(): readonly RequestLogEntry[] {
    return this.interpreter.log;
  }

  /** Resolves when every request that has come in so far is done. */
  async whenIdle(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== this.#queue) {
      seen = this.#queue;
      await seen;
    }
  }

  /** Somebody pressed OK in the box; what waited is worked on. */
  closeDialog(): boolean {
    const wasOpen = this.interpreter.closeDialog();
    this.#wakeAll();
    return wasOpen;
  }

  /** Tally was ended and started again: nothing blocks it, and the port listens. */
  async restart(): Promise<void> {
    this.interpreter.restart();
    this.#server?.closeAllConnections();
    this.#wakeAll();
    await this.resumeListening();
  }

  /** Connections are refused, as when Tally is not running, until resumeListening(). */
  async stopListening(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  }

  async resumeListening(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer((request, response) => this.#enqueue(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, this.#host, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wakeAll();
    await this.stopListening();
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #enqueue(request: IncomingMessage, response: ServerResponse): void {
    response.on("error", () => undefined);
    const arrived = readBody(request);
    this.#queue = this.#queue
      .then(async () => this.#serve(request, response, await arrived))
      .catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
  }

  async #serve(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    await this.#untilFree();
    if (this.#isClosed) return;
    const contentType = request.headers["content-type"];
    const text = decodeRequest(body, charsetOf(contentType));
    const isStatus = request.method === "GET" || text.trim() === "";
    const fault = this.faults.take(isStatus ? "status" : kindOf(text), text);
    if (fault !== undefined && (await this.#withholds(fault, response))) return;
    const outcome = isStatus
      ? this.interpreter.status(contentType)
      : this.interpreter.answer({ body, contentType, ...substitutionOf(fault) });
    if (outcome.kind === "answer") await this.#deliver(outcome, response, fault);
    else await this.#fail(outcome.kind, response);
  }

  /** A box, a frozen request: everything waits, the port itself stays open. */
  async #untilFree(): Promise<void> {
    while (this.interpreter.blockage !== undefined && !this.#isClosed)
      await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  /** Faults that leave a client without any answer. */
  async #withholds(fault: Fault, response: ServerResponse): Promise<boolean> {
    // Only this client waits for ever; the next request is served.
    if (fault.kind === "hang") return true;
    if (fault.kind === "emptyReply") response.destroy();
    else if (fault.kind === "dialog") {
      this.interpreter.openDialog(fault.text ?? "Do you want to continue?");
      await this.#fail("dialog", response);
    } else return false;
    return true;
  }

  async #fail(kind: Exclude<Outcome["kind"], "answer">, response: ServerResponse): Promise<void> {
    if (kind === "crash") {
      response.destroy();
      await this.stopListening();
      return;
    }
    if (kind !== "emptyReply") await this.#untilFree();
    response.destroy();
  }

  async #deliver(
    outcome: Extract<Outcome, { kind: "answer" }>,
    response: ServerResponse,
    fault: Fault | undefined,
  ): Promise<void> {
    const { entry, charset } = outcome;
    const started = performance.now();
    const pace = paceOf(this.#state.options.pace, entry.vouchersWalked);
    await pause(pace.beforeMs);
    let pieces = (fault && spoiledAnswer(fault)) ?? outcome.pieces;
    if (fault?.kind === "invalidCharacters") pieces = withInvalidCharacters(pieces);
    entry.bytes = await deliver(response, {
      status: fault?.kind === "httpStatus" ? fault.status : 200,
      charset,
      pieces,
      framing: this.#framing,
      pace,
      stop: stopOf(fault),
      bytesPerSecond: fault?.kind === "slowDrip" ? fault.bytesPerSecond : undefined,
    });
    entry.elapsedMs += performance.now() - started;
  }
}

/** Opens the port. Requests are answered strictly one at a time. */
export async function startTallyPort(options: TallyPortOptions): Promise<TallyPort> {
  const port = new TallyPort(options);
  await port.resumeListening();
  return port;
}

function kindOf(text: string): string {
  const request = parseRequest(text);
  return request.kind === "export" ? request.type : request.kind;
}

/** Faults that make Tally answer something else than it was asked. */
function substitutionOf(fault: Fault | undefined): { substitution?: Substitution } {
  if (fault?.kind === "otherCompany") return { substitution: { company: fault.company } };
  if (fault?.kind === "otherPeriod") return { substitution: { periodShiftDays: fault.days } };
  if (fault?.kind !== "countersMissing") return {};
  const counters = fault.counters ?? ["masters", "vouchers"];
  const hiddenMethods = counters.map((counter) => (counter === "masters" ? "ALTMSTID" : "ALTVCHID"));
  return { substitution: { hiddenMethods } };
}

function stopOf(fault: Fault | undefined): Delivery["stop"] {
  if (fault?.kind === "reset") return { fraction: fault.fraction, how: "reset" };
  if (fault?.kind !== "cut") return undefined;
  return {
    ...(fault.fraction !== undefined && { fraction: fault.fraction }),
    ...(fault.bytes !== undefined && { bytes: fault.bytes }),
    how: fault.announcesLess === true ? "less" : "cut",
  };
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("close", () => resolve(Buffer.concat(chunks)));
  });
}
