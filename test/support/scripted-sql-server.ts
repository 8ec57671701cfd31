import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { Duplex } from "node:stream";
import { TLSSocket, createSecureContext } from "node:tls";

/**
 * Speaks as much of TDS 7.4 ([MS-TDS]) as our driver needs to log in and to be told something: it knows no SQL, what
 * it answers is the test's script. For what a driver makes of a server's answers; nothing here proves a statement.
 */
export type SqlServerRequest =
  | { readonly kind: "login" }
  | { readonly kind: "statement"; readonly sql: string }
  | { readonly kind: "begin" | "commit" | "rollback" };

/** Tokens, or what happens to the connection. */
export type SqlServerAnswer = Buffer | "cut" | "silence";

export interface ScriptedSqlServer extends AsyncDisposable {
  readonly port: number;
  /** Everything that was asked, in order. */
  readonly requests: readonly SqlServerRequest[];
}

const packetTypes = { batch: 1, rpc: 3, answer: 4, attention: 6, transaction: 14, login: 16, prelogin: 18 };
const encryption = { on: 1, none: 2 };
/** What a first message begins with, and what a record of encrypted data does. */
const firstPreloginOption = 0;
const tlsRecord = 0x17;
const headerLength = 8;
const longestPacket = 4096;

export async function startScriptedSqlServer(
  script: (request: SqlServerRequest) => SqlServerAnswer | null,
  certificate: { readonly cert: string; readonly key: string } | null = null,
): Promise<ScriptedSqlServer> {
  const requests: SqlServerRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    const take = (channel: Duplex, type: number, body: Buffer): void => {
      if (type === packetTypes.prelogin) return send(channel, preloginAnswer(encryption.none));
      if (type === packetTypes.attention) return;
      const request = readRequest(type, body);
      requests.push(request);
      const answer = script(request) ?? usualAnswer(request);
      if (answer === "cut") socket.destroy();
      else if (answer !== "silence") send(channel, answer);
    };
    if (certificate === null) onMessage(socket, (type, body) => take(socket, type, body));
    else
      encrypt(socket, certificate, (channel) =>
        onMessage(channel, (type, body) => take(channel, type, body)),
      );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The handshake of TLS travels in packets of its own; what comes after it is bare TLS. Its first record ends it. */
function encrypt(
  socket: Socket,
  certificate: { readonly cert: string; readonly key: string },
  take: (channel: Duplex) => void,
): void {
  let isShaken = false;
  const records = new Duplex({
    read: () => {},
    write: (record: Buffer, _encoding, written) => {
      if (isShaken) socket.write(record);
      else send(socket, record, packetTypes.prelogin);
      written();
    },
  });
  onMessage(
    socket,
    (_type, body) => {
      if (body[0] === firstPreloginOption) return send(socket, preloginAnswer(encryption.on));
      records.push(body);
    },
    (bare) => {
      isShaken = true;
      records.push(bare);
    },
  );
  // Later versions tell more after the handshake, which no driver expects then.
  const secureContext = createSecureContext({ ...certificate, maxVersion: "TLSv1.2" });
  const channel = new TLSSocket(records, { isServer: true, secureContext });
  channel.on("error", () => {});
  take(channel);
}

function onMessage(
  socket: Duplex,
  take: (type: number, body: Buffer) => void,
  takeBare?: (data: Buffer) => void,
): void {
  let received = Buffer.alloc(0);
  let body: Buffer[] = [];
  socket.on("data", (data: Buffer) => {
    if (takeBare && received.length === 0 && data[0] === tlsRecord) return takeBare(data);
    received = Buffer.concat([received, data]);
    while (received.length >= headerLength && received.length >= received.readUInt16BE(2)) {
      const length = received.readUInt16BE(2);
      const [type = 0, status = 0] = received;
      body.push(received.subarray(headerLength, length));
      received = received.subarray(length);
      if ((status & 1) === 0) continue;
      const whole = Buffer.concat(body);
      body = [];
      take(type, whole);
    }
  });
}

function send(socket: Duplex, tokens: Buffer, type = packetTypes.answer): void {
  const room = longestPacket - headerLength;
  for (let start = 0; start < tokens.length; start += room) {
    const part = tokens.subarray(start, start + room);
    const isLast = start + room >= tokens.length;
    const length = number(part.length + headerLength, 2).reverse();
    socket.write(Buffer.concat([Buffer.from([type, isLast ? 1 : 0]), length, Buffer.alloc(4), part]));
  }
}

function readRequest(type: number, body: Buffer): SqlServerRequest {
  if (type === packetTypes.login) return { kind: "login" };
  const start = body.readUInt32LE(0);
  if (type === packetTypes.transaction) {
    const kinds: Readonly<Record<number, "begin" | "commit" | "rollback">> = {
      5: "begin",
      7: "commit",
      8: "rollback",
    };
    return { kind: kinds[body.readUInt16LE(start)] ?? "rollback" };
  }
  if (type === packetTypes.batch) return { kind: "statement", sql: body.toString("utf16le", start) };
  return { kind: "statement", sql: firstParameter(body.subarray(start)) };
}

/** The text given to sp_executesql, which is called by its number and whose first parameter has no name. */
function firstParameter(call: Buffer): string {
  const typeAt = call.readUInt16LE(0) === 0xffff ? 8 : 2 + call.readUInt16LE(0) * 2 + 4;
  const isLong = call.readUInt16LE(typeAt + 1) === 0xffff;
  const valueAt = typeAt + 8;
  if (!isLong) return call.toString("utf16le", valueAt + 2, valueAt + 2 + call.readUInt16LE(valueAt));
  return call.toString("utf16le", valueAt + 12, valueAt + 12 + call.readUInt32LE(valueAt + 8));
}

function usualAnswer(request: SqlServerRequest): Buffer {
  switch (request.kind) {
    case "login":
      return Buffer.concat([loggedIn, done()]);
    case "begin":
      return Buffer.concat([transactionChange(8), done()]);
    case "commit":
      return Buffer.concat([transactionChange(9), done()]);
    case "rollback":
      return Buffer.concat([transactionChange(10), done()]);
    case "statement":
      return done();
  }
}

function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

/** A text behind its length in characters. */
function counted(text: string, lengthBytes: 1 | 2): Buffer {
  return Buffer.concat([number(text.length, lengthBytes), Buffer.from(text, "utf16le")]);
}

/** A token whose length stands before its content. */
function token(type: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([number(type, 1), number(content.length, 2), content]);
}

/** The version of 2016, and whether to encrypt. */
function preloginAnswer(encrypting: number): Buffer {
  return Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 255, 13, 0, 0, 0, 0, 0, encrypting]);
}

const loggedIn = token(
  0xad,
  Buffer.from([1, 0x74, 0, 0, 4]),
  counted("Microsoft SQL Server", 1),
  Buffer.from([13, 0, 0, 0]),
);

/** 8: begun, 9: committed, 10: undone by the server or as asked. */
export function transactionChange(kind: 8 | 9 | 10): Buffer {
  const descriptor = Buffer.from([8, 1, 0, 0, 0, 0, 0, 0, 0]);
  const none = Buffer.from([0]);
  return token(0xe3, number(kind, 1), ...(kind === 8 ? [descriptor, none] : [none, descriptor]));
}

export function errorToken(errorNumber: number, message: string): Buffer {
  const place = Buffer.concat([counted("SERVER", 1), counted("", 1), number(1, 4)]);
  return token(0xaa, number(errorNumber, 4), Buffer.from([1, 16]), counted(message, 2), place);
}

export function done(status = 0, rows = 0): Buffer {
  return Buffer.concat([number(0xfd, 1), number(status, 2), number(0, 2), number(rows, 6), number(0, 2)]);
}

/** A failed statement. */
export function failure(errorNumber: number, message: string): Buffer {
  return Buffer.concat([errorToken(errorNumber, message), done(2)]);
}

/** Rows of texts. */
export function textRows(names: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  const collation = Buffer.from([9, 4, 0xd0, 0, 0x34]);
  const columns = names.map((name) =>
    Buffer.concat([
      number(0, 4),
      number(9, 2),
      Buffer.from([0xe7]),
      number(8000, 2),
      collation,
      counted(name, 1),
    ]),
  );
  const values = rows.map((row) =>
    Buffer.concat([
      number(0xd1, 1),
      ...row.map((text) => Buffer.concat([number(text.length * 2, 2), Buffer.from(text, "utf16le")])),
    ]),
  );
  return Buffer.concat([
    number(0x81, 1),
    number(names.length, 2),
    ...columns,
    ...values,
    done(0x10, rows.length),
  ]);
}
