import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Another hand's Tally-like server, as far as a client can tell: it passes requests on to a sample Tally and dresses
 * the answers as that server might, within what the protocol leaves open.
 */
interface ForeignTally extends AsyncDisposable {
  readonly url: string;
  /** Requests so far. */
  readonly asked: readonly string[];
  /** From now on. */
  wear(dress: Dress): void;
}

/** What differs from the sample's own answers. */
export interface Dress {
  /** Changes the request before it is interpreted, as a server that does not know some of TDL would. */
  readonly request?: (text: string) => string;
  /** Changes the text of an answer. */
  readonly text?: (text: string, request: string) => string;
  readonly encoding?: "utf-8" | "utf-16";
  readonly mark?: boolean;
  /** The Content-Type line; null sends none. Without it the sample's own. */
  readonly contentType?: string | null;
  readonly framing?: "length" | "close" | "chunked" | "keepAlive";
  readonly version?: "1.0" | "1.1";
  /** Sizes of chunks in bytes, in turn; also of the writes where nothing is chunked. */
  readonly pieces?: readonly number[];
  readonly headers?: (line: string) => string;
  /** Before the first answer. */
  readonly firstDelayMs?: number;
  /** Of all answers, what Content-Length says too little or too much. */
  readonly lengthError?: number;
}

export async function openForeignTally(target: string, firstDress: Dress): Promise<ForeignTally> {
  let dress = firstDress;
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request) => {
    answer(target, dress, request, asked).catch(() => request.socket.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    wear: (next) => {
      dress = next;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  target: string,
  dress: Dress,
  request: IncomingMessage,
  asked: string[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const contentType = request.headers["content-type"] ?? "";
  const charset = /utf-16/i.test(contentType) ? "utf16le" : "utf8";
  const written = Buffer.concat(chunks).toString(charset);
  asked.push(written);
  const body = Buffer.from(dress.request?.(written) ?? written, charset);
  const got = await fetch(target, {
    method: request.method ?? "GET",
    headers: { "Content-Type": contentType },
    ...(request.method === "POST" && { body }),
  });
  const encoding = dress.encoding ?? (charset === "utf16le" ? "utf-16" : "utf-8");
  const plain = Buffer.from(await got.arrayBuffer()).toString(charset);
  const text = request.method === "GET" ? plain : (dress.text?.(plain, written) ?? plain);
  const marked = dress.mark === true ? `\uFEFF${text}` : text;
  const bytes = Buffer.from(marked, encoding === "utf-16" ? "utf16le" : "utf8");
  if (asked.length === 1 && dress.firstDelayMs !== undefined) await pause(dress.firstDelayMs);
  await send(request.socket, bytes, dress, `text/xml; charset=${encoding}`);
}

async function send(socket: Socket, bytes: Buffer, dress: Dress, usualType: string): Promise<void> {
  const { framing = "length", version = "1.1", headers = (line) => line } = dress;
  const type = dress.contentType === undefined ? usualType : dress.contentType;
  const lines = [
    ...(type === null ? [] : [`Content-Type: ${type}`]),
    ...(framing === "chunked" ? ["Transfer-Encoding: chunked"] : []),
    ...(framing === "length" || framing === "keepAlive"
      ? [`Content-Length: ${bytes.length + (dress.lengthError ?? 0)}`]
      : []),
    ...(framing === "keepAlive" ? ["Connection: keep-alive"] : ["Connection: close"]),
  ];
  await write(socket, Buffer.from(`HTTP/${version} 200 OK\r\n${lines.map(headers).join("\r\n")}\r\n\r\n`));
  const sizes = dress.pieces ?? [bytes.length];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const piece = bytes.subarray(at, at + Math.max(1, sizes[turn % sizes.length] ?? 1));
    at += piece.length;
    const size = Buffer.from(`${piece.length.toString(16)}\r\n`);
    await write(socket, framing === "chunked" ? Buffer.concat([size, piece, Buffer.from("\r\n")]) : piece);
  }
  if (framing === "chunked") await write(socket, Buffer.from("0\r\n\r\n"));
  if (framing !== "keepAlive") socket.end();
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (socket.write(bytes)) resolve();
    else {
      socket.once("drain", resolve);
      socket.once("close", resolve);
    }
  });
}
