import http from "node:http";
import type { SentRequest } from "./product.ts";

/** Sends recorded requests again, one after the other, and throws the answers away. Returns how long it took. */
export async function downloadAndDiscard(
  url: string,
  requests: readonly SentRequest[],
  signal: AbortSignal,
): Promise<number> {
  const startedMs = performance.now();
  for (const request of requests) await sendAgain(url, request, signal);
  return performance.now() - startedMs;
}

function sendAgain(url: string, { method, headers, body }: SentRequest, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false, signal }, (response) => {
      response.on("end", () => resolve());
      response.on("error", reject);
      response.resume();
    });
    request.on("error", reject);
    request.end(body === null ? null : Buffer.from(body, "base64"));
  });
}
