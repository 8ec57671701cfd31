import { createServer, connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A line to a server that can go bad while it is used. */
export interface FaultyLine extends AsyncDisposable {
  readonly port: number;
  /** Ends every connection at once, as a restart of the server does. */
  cut(): void;
  /** Connections stay, and nothing goes through any more: a server that froze, a network that swallows. */
  freeze(): void;
  /** Refuses new connections and ends those that are there, as a server that is down. */
  close(): void;
  /** The server seems to say something else; both are of the same length, so that its messages stay whole. */
  rewrite(said: RegExp, heard: (said: string) => string): void;
  /** As new; what was frozen stays lost. */
  mend(): void;
}

export async function openFaultyLine(target: {
  readonly host: string;
  readonly port: number;
}): Promise<FaultyLine> {
  let state: "good" | "frozen" | "closed" = "good";
  let translate = (part: Buffer): Buffer => part;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (state === "closed") {
      near.destroy();
      return;
    }
    const far = connect(target.port, target.host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (part) => {
      if (state === "good") far.write(part);
    });
    far.on("data", (part) => {
      if (state === "good") near.write(translate(part));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    freeze: () => {
      state = "frozen";
    },
    close: () => {
      state = "closed";
      cut();
    },
    rewrite: (said, heard) => {
      translate = (part) => {
        const text = part.toString("latin1").replaceAll(said, (match) => heard(match).padEnd(match.length));
        return text.length === part.length ? Buffer.from(text, "latin1") : part;
      };
    },
    mend: () => {
      cut();
      translate = (part) => part;
      state = "good";
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
