/**
 * Loaded into the product's process by `--import`: writes what only the process itself knows into files that the
 * environment names. Peak memory at its end, and, where wanted, each request it sends, so that the same answers can
 * be asked for again. Recording inside keeps a proxy, and its share of the processors, out of the measured run.
 */
import { appendFileSync } from "node:fs";
import http from "node:http";
import { isMainThread } from "node:worker_threads";
import type { ProcessMeasure, SentRequest } from "./product.ts";

const { BENCH_MEASURES: measuresFile, BENCH_REQUESTS: requestsFile } = process.env;

function appendLine(file: string, line: ProcessMeasure | SentRequest): void {
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

function recordRequests(file: string): void {
  const makeRequest = http.request.bind(http) as (...given: readonly unknown[]) => http.ClientRequest;
  const recording = (...given: readonly unknown[]): http.ClientRequest => {
    const request = makeRequest(...given);
    const end = request.end.bind(request) as (...given: readonly unknown[]) => http.ClientRequest;
    request.end = (...rest: readonly unknown[]): http.ClientRequest => {
      const [body] = rest;
      const headers = request.getHeaders() as SentRequest["headers"];
      const text = Buffer.isBuffer(body) ? body.toString("base64") : null;
      appendLine(file, { method: request.method, headers, body: text });
      return end(...rest);
    };
    return request;
  };
  http.request = recording;
}

// Its threads load this too; the process counts what all of them used.
if (isMainThread && requestsFile !== undefined) recordRequests(requestsFile);
if (isMainThread && measuresFile !== undefined) {
  process.once("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    appendLine(measuresFile, {
      peakMemoryBytes: maxRSS * 1024,
      processorMs: (userCPUTime + systemCPUTime) / 1000,
    });
  });
}
