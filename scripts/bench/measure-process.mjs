/**
 * Loaded into the product's process by `--import`: writes what only the process itself knows into files that the
 * environment names. Peak memory at its end, and, where wanted, each request it sends, so that the same answers can
 * be asked for again. Recording inside keeps a proxy, and its share of the processors, out of the measured run.
 *
 * Not TypeScript: Node would load its reader of that language into every thread, 40 MB that no user has.
 */
import { appendFileSync } from "node:fs";
import http from "node:http";
import { isMainThread } from "node:worker_threads";

const { BENCH_MEASURES: measuresFile, BENCH_REQUESTS: requestsFile } = process.env;

/** @param {string} file @param {import("./product.ts").ProcessMeasure | import("./product.ts").SentRequest} line */
function appendLine(file, line) {
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** @param {string} file */
function recordRequests(file) {
  const makeRequest = http.request.bind(http);
  http.request = (...given) => {
    const request = makeRequest(...given);
    const end = request.end.bind(request);
    request.end = (...rest) => {
      const [body] = rest;
      const headers = request.getHeaders();
      const text = Buffer.isBuffer(body) ? body.toString("base64") : null;
      appendLine(file, { method: request.method, headers, body: text });
      return end(...rest);
    };
    return request;
  };
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
