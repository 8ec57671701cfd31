import type { ServerResponse } from "node:http";
import { contentTypeOf, encodeAnswer } from "../tdl/charset.ts";
import type { Charset } from "../tdl/charset.ts";
import { pause } from "./pace.ts";
import type { Pace } from "./pace.ts";

/** How the end of an answer is told. Real Tally's headers are not documented (protocol §1.9). */
export type Framing = "length" | "chunked" | "close";

export interface Delivery {
  readonly status: number;
  readonly charset: Charset;
  /** UTF-8 pieces of the text. */
  readonly pieces: readonly Buffer[];
  readonly framing: Framing;
  readonly pace: Pace;
  /** Bytes after which the connection goes away, and how. */
  readonly stop: { readonly fraction?: number; readonly bytes?: number; readonly how: StopKind } | undefined;
  readonly bytesPerSecond: number | undefined;
}

/** `cut`: closed early; `less`: announced as complete; `reset`: torn down. */
type StopKind = "cut" | "less" | "reset";

/**
 * Sends an answer piece by piece; returns the bytes sent. A client that went away ends the sending, not
 * the work: Tally stays deaf as long as it would have taken (protocol §1.5).
 */
export async function deliver(response: ServerResponse, delivery: Delivery): Promise<number> {
  const { charset, pieces, stop } = delivery;
  const total = pieces.reduce((sum, piece) => sum + encodedLength(piece, charset), 0);
  const limit = stop === undefined ? total : limitOf(stop, total);
  writeHead(response, delivery, stop?.how === "less" ? limit : total);
  let sent = 0;
  let isOpen = true;
  for (const piece of pieces) {
    const text = piece.toString("utf8");
    const bytes = encodeAnswer(text, charset);
    const allowed = Math.min(bytes.length, limit - sent);
    if (allowed <= 0) break;
    await pause(delivery.pace.charactersMs(text.length));
    if (isOpen) isOpen = await sendSlowly(response, bytes.subarray(0, allowed), delivery.bytesPerSecond);
    if (isOpen) sent += allowed;
  }
  await finish(response, stop?.how);
  return sent;
}

function encodedLength(piece: Buffer, charset: Charset): number {
  const text = piece.toString("utf8");
  return charset === "utf-16" ? text.length * 2 : encodeAnswer(text, charset).length;
}

function limitOf(stop: NonNullable<Delivery["stop"]>, total: number): number {
  return Math.min(total, stop.bytes ?? Math.floor(total * (stop.fraction ?? 0)));
}

function writeHead(response: ServerResponse, delivery: Delivery, length: number): void {
  response.sendDate = false;
  response.setHeader("Content-Type", contentTypeOf(delivery.charset));
  response.setHeader("Connection", "close");
  if (delivery.framing === "length") response.setHeader("Content-Length", length);
  if (delivery.framing === "close") response.useChunkedEncodingByDefault = false;
  response.writeHead(delivery.status);
  response.flushHeaders();
}

const drips = 10;

async function sendSlowly(
  response: ServerResponse,
  bytes: Buffer,
  bytesPerSecond: number | undefined,
): Promise<boolean> {
  if (bytesPerSecond === undefined) return send(response, bytes);
  const drip = Math.max(1, Math.floor(bytesPerSecond / drips));
  for (let at = 0; at < bytes.length; at += drip) {
    await pause(1000 / drips);
    if (!(await send(response, bytes.subarray(at, at + drip)))) return false;
  }
  return true;
}

/** False when the client has gone. */
function send(response: ServerResponse, bytes: Buffer): Promise<boolean> {
  if (response.destroyed || response.writableEnded) return Promise.resolve(false);
  if (response.write(bytes)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (isOpen: boolean) => (): void => {
      response.off("drain", drained);
      response.off("close", closed);
      resolve(isOpen);
    };
    const drained = settle(true);
    const closed = settle(false);
    response.once("drain", drained);
    response.once("close", closed);
  });
}

function finish(response: ServerResponse, how: StopKind | undefined): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    response.once("close", () => resolve());
    if (how === "reset") response.socket?.resetAndDestroy();
    else if (how === "cut") response.socket?.end();
    else response.end();
  });
}
