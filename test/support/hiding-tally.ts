import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Trial } from "./replica-trial.ts";

/** A Tally whose answers have the right head and end mark, and none of the rows that `hide` makes it leave out. */
export async function hidingTally(
  trial: Trial,
  hide: (request: string) => string,
): Promise<AsyncDisposable & { url: string; isHiding: boolean }> {
  const hiding = { url: "", isHiding: false };
  const server = createServer((request, response) => {
    void (async () => {
      const type = request.headers["content-type"] ?? "";
      const encoding = type.includes("utf-16") ? "utf16le" : "utf8";
      const asked = (await buffer(request)).toString(encoding);
      const text = hiding.isHiding ? hide(asked) : asked;
      const answer = await fetch(trial.port.url, {
        method: "POST",
        headers: { "content-type": type },
        body: Buffer.from(text, encoding),
      });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      response.end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hiding.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(hiding, {
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  });
}
