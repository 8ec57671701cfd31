import { Socket } from "node:net";

/** What waiting for a server may last. Both can be shortened for tests. */
export interface ServerWaits {
  /** For what another program holds locked. */
  readonly lockTimeoutMs: number;
  /** For any sign of a server that is asked something; making an index over a large table takes minutes. */
  readonly answerTimeoutMs: number;
}

export const usualWaits: ServerWaits = { lockTimeoutMs: 60_000, answerTimeoutMs: 15 * 60_000 };

export const connectTimeoutMs = 10_000;

/** Soon enough that a peer which is gone is noticed while the lease still runs. */
const keepAliveAfterMs = 10_000;

/**
 * A connection over which nothing went for too long is cut: a server that froze, or a network that swallows what is
 * sent, must end the run instead of holding it for ever. The drivers see a lost connection.
 */
export function makeWatchedSocket({ answerTimeoutMs }: ServerWaits): Socket {
  const socket = new Socket();
  socket.setNoDelay(true);
  socket.once("connect", () => socket.setKeepAlive(true, keepAliveAfterMs));
  socket.setTimeout(answerTimeoutMs, () => socket.destroy());
  return socket;
}
