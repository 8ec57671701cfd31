import { timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import type { SampleTally } from "../index.ts";
import { companyOperations } from "./operation-table.ts";
import { sampleOperations } from "./sample-operations.ts";
import { describeSample } from "./describe.ts";

const host = "127.0.0.1";
const largestBody = 4 * 1024 * 1024;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface ControlPort {
  readonly url: string;
  close(): Promise<void>;
}

/** JSON over HTTP on this machine: `POST /<operation>`, `GET /state`, `GET /log`, `GET /operations`. */
export async function startControlPort(
  sample: SampleTally,
  options: { readonly port: number; readonly token: string },
): Promise<ControlPort> {
  const server = createServer((request, response) => {
    void handle(sample, options.token, request).then((reply) => send(response, reply));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host}:${port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

async function handle(sample: SampleTally, token: string, request: IncomingMessage): Promise<Reply> {
  if (!hasToken(request, token)) return refuse(401, "The token is missing or wrong.");
  const path = new URL(request.url ?? "/", "http://control").pathname.slice(1);
  if (request.method === "GET") return read(sample, path);
  if (request.method !== "POST") return refuse(405, "Only GET and POST are known here.");
  try {
    return {
      status: 200,
      body: { ok: true, result: (await run(sample, path, await readJson(request))) ?? null },
    };
  } catch (error) {
    if (error instanceof UnknownOperation) return refuse(404, error.message);
    if (error instanceof z.ZodError) return refuse(400, z.prettifyError(error));
    return refuse(400, error instanceof Error ? error.message : String(error));
  }
}

class UnknownOperation extends Error {}

function hasToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function refuse(status: number, error: string): Reply {
  return { status, body: { ok: false, error } };
}

function read(sample: SampleTally, path: string): Reply {
  if (path === "state") return { status: 200, body: describeSample(sample) };
  if (path === "log") return { status: 200, body: { requests: sample.port.log } };
  if (path === "operations") {
    const names = [...Object.keys(companyOperations), ...Object.keys(sampleOperations)];
    return { status: 200, body: { operations: names } };
  }
  return refuse(404, `There is nothing at /${path}.`);
}

async function run(sample: SampleTally, name: string, body: Record<string, unknown>): Promise<unknown> {
  const ofSample = Object.hasOwn(sampleOperations, name) ? sampleOperations[name] : undefined;
  if (ofSample !== undefined) return ofSample.run(sample, ofSample.input.parse(body) as never);
  const ofCompany = Object.hasOwn(companyOperations, name) ? companyOperations[name] : undefined;
  if (ofCompany === undefined) throw new UnknownOperation(`There is no operation "${name}".`);
  const { company, ...input } = body;
  const wanted = z.string().optional().parse(company);
  return ofCompany.run(sample.company(wanted), ofCompany.input.parse(input) as never);
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestBody) throw new Error("The request is larger than 4 MB.");
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  let body: unknown;
  try {
    body = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new Error("The request is not JSON.");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Error("The request must be a JSON object.");
  }
  return body as Record<string, unknown>;
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
    Connection: "close",
  });
  response.end(text);
}
