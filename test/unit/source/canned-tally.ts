import http from "node:http";
import type { AddressInfo } from "node:net";

interface SeenRequest {
  readonly method: string;
  readonly text: string;
  readonly contentType: string;
}

export interface CannedTally {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

export type CannedAnswer = (request: SeenRequest, response: http.ServerResponse) => void | Promise<void>;

/** A port that answers what a test says; it knows nothing of TDL. */
export async function startCannedTally(answer: CannedAnswer): Promise<CannedTally> {
  const seen: SeenRequest[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const contentType = request.headers["content-type"] ?? "";
      const body = Buffer.concat(chunks);
      const text = body.toString(contentType.includes("utf-16") ? "utf16le" : "utf8");
      const one = { method: request.method ?? "", text, contentType };
      seen.push(one);
      void answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers as Tally does: in the charset of the request. */
export function answerXml(request: SeenRequest, response: http.ServerResponse, xml: string): void {
  const charset = request.contentType.includes("utf-16") ? "utf-16" : "utf-8";
  const body = Buffer.from(xml, charset === "utf-16" ? "utf16le" : "utf8");
  response.writeHead(200, { "Content-Type": `text/xml; charset=${charset}`, "Content-Length": body.length });
  response.end(body);
}

export const livenessLine = "<RESPONSE>TallyPrime Server is Running</RESPONSE>\r\n";
