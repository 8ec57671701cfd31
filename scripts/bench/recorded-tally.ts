/**
 * A process that answers from memory what the sample Tally once answered to the very same request, byte for byte; a
 * request it has not met goes to the sample Tally first. So a load costs this computer what the product costs and next
 * to nothing of Tally. Prints its address as one line of JSON.
 */
import http from "node:http";
import type { AddressInfo } from "node:net";

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function askSample(url: string, asked: http.IncomingMessage, body: Buffer): Promise<Answer> {
  const { method, headers } = asked;
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers: told } = response;
      bytesOf(response).then((answer) => resolve({ status, headers: told, body: answer }), reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function serve(sampleUrl: string): Promise<void> {
  const answers = new Map<string, Answer>();
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const asked = await bytesOf(request);
    const key = `${request.method} ${request.headers["content-type"]} ${asked.toString("base64")}`;
    const known = answers.get(key) ?? (await askSample(sampleUrl, request, asked));
    answers.set(key, known);
    response.writeHead(known.status, known.headers).end(known.body);
  };
  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
  });
}

await serve(process.argv[2] ?? "");
