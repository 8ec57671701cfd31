import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TallyState } from "./model.ts";
import { contentTypeOf, encodeAnswer } from "./tdl/charset.ts";
import { Interpreter } from "./tdl/interpreter.ts";
import type { Outcome } from "./tdl/interpreter.ts";

export interface TallyPortOptions {
  readonly state: TallyState;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
}

export interface TallyPort {
  readonly url: string;
  readonly port: number;
  readonly interpreter: Interpreter;
  close(): Promise<void>;
}

/** Opens the port of the sample Tally. Requests are answered strictly one at a time (protocol §1.4). */
export async function startTallyPort(options: TallyPortOptions): Promise<TallyPort> {
  const interpreter = new Interpreter(options.state);
  let queue: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    const arrived = readBody(request);
    queue = queue.then(async () => {
      const body = await arrived;
      await serve(interpreter, request, response, body);
    });
  });
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    interpreter,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function serve(
  interpreter: Interpreter,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  if (interpreter.blockage !== undefined) return;
  const outcome = interpreter.answer({ body, contentType: request.headers["content-type"] });
  await deliver(outcome, response);
}

async function deliver(outcome: Outcome, response: ServerResponse): Promise<void> {
  if (outcome.kind !== "answer") {
    if (outcome.kind === "emptyReply" || outcome.kind === "crash") response.destroy();
    return;
  }
  const encoded = outcome.pieces.map((piece) => encodeAnswer(piece.toString("utf8"), outcome.charset));
  const length = encoded.reduce((sum, piece) => sum + piece.length, 0);
  outcome.entry.bytes = length;
  response.writeHead(200, {
    "Content-Type": contentTypeOf(outcome.charset),
    "Content-Length": length,
    Connection: "close",
  });
  for (const piece of encoded) response.write(piece);
  await new Promise<void>((resolve) => {
    response.on("close", resolve);
    response.end();
  });
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", () => resolve(Buffer.alloc(0)));
  });
}
