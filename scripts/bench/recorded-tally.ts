/**
 * A process that answers from memory what the sample Tally once answered to the very same request, byte for byte; a
 * request it has not met goes to the sample Tally first. So a load costs this computer what the product costs and next
 * to nothing of Tally. After a call of `/take-times` each answer comes after as long as the sample Tally takes for it
 * with nothing else to do, as if it had a computer of its own. Prints its address as one line of JSON.
 */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

interface Asked {
  readonly method: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Recording {
  readonly asked: Asked;
  readonly answer: Answer;
  takesMs: number;
}

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function askSample(url: string, { method, headers, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers: told } = response;
      bytesOf(response).then((answer) => resolve({ status, headers: told, body: answer }), reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function takeTimes(sampleUrl: string, recordings: Iterable<Recording>): Promise<void> {
  for (const recording of recordings) {
    const startedMs = performance.now();
    await askSample(sampleUrl, recording.asked);
    recording.takesMs = performance.now() - startedMs;
  }
}

async function serve(sampleUrl: string): Promise<void> {
  const recordings = new Map<string, Recording>();
  const recall = async (asked: Asked): Promise<Recording> => {
    const key = `${asked.method} ${asked.headers["content-type"]} ${asked.body.toString("base64")}`;
    const known = recordings.get(key);
    if (known !== undefined) return known;
    const recording = { asked, answer: await askSample(sampleUrl, asked), takesMs: 0 };
    recordings.set(key, recording);
    return recording;
  };
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { method, headers, url } = request;
    const body = await bytesOf(request);
    if (url === "/take-times") {
      await takeTimes(sampleUrl, recordings.values());
      response.end();
      return;
    }
    const { answer: known, takesMs } = await recall({ method, headers, body });
    if (takesMs > 0) await sleep(takesMs);
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
