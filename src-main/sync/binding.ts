import type { CompanyIdentity } from "../contract/company.ts";
import { isReplicaError, ReplicaError } from "../contract/errors.ts";
import { createTallySource } from "../source/tally-source.ts";
import type { EngineOptions } from "./engine-api.ts";
import { companyKey, isSameCompany } from "./identity.ts";

/** Another Tally is asked only for its companies; one that is busy for longer counts as there. */
const askedForMs = 5_000;

/**
 * Which Tally a company is copied from is kept per agent and database: two Tallys may serve the same company at once
 * (a copy of its folder, a restored backup), and mixing them would end in neither. Returns why the company must not be
 * copied from here, or null; then it is bound to this Tally.
 */
export async function bindCompany(
  engine: EngineOptions,
  company: CompanyIdentity,
  isAgreed: boolean,
  signal: AbortSignal,
): Promise<ReplicaError | null> {
  const key = `${engine.destination.description} ${companyKey(company)}`;
  const bound = engine.memory.binding(key)?.tallyUrl ?? null;
  const here = engine.source.url;
  if (bound !== null && !isSameAddress(bound, here)) {
    const { name } = company;
    if (await isServedAt(engine, bound, company, signal)) {
      return new ReplicaError("SOURCE_COMPANY_ELSEWHERE", { company: name, boundUrl: bound });
    }
    // Naming the company is a person's agreement that it is the same one.
    if (!isAgreed) {
      return new ReplicaError("SOURCE_COMPANY_MOVED", { company: name, message: `${bound} → ${here}` });
    }
  }
  if (bound !== here) engine.memory.bind(key, here);
  return null;
}

async function isServedAt(
  engine: EngineOptions,
  url: string,
  company: CompanyIdentity,
  signal: AbortSignal,
): Promise<boolean> {
  const other = createTallySource({
    url,
    clock: engine.clock,
    silenceTimeoutMs: askedForMs,
    totalTimeoutMs: askedForMs,
  });
  try {
    return (await other.probe(signal)).some((probed) => isSameCompany(probed, company));
  } catch (error) {
    if (signal.aborted || isReplicaError(error, "INTERNAL_STOPPED")) throw error;
    return isReplicaError(error, "SOURCE_TIMEOUT");
  } finally {
    await other.close();
  }
}

/** `localhost` and 127.0.0.1 are one address; a URL without a port means Tally's usual one. */
function isSameAddress(first: string, second: string): boolean {
  return addressOf(first) === addressOf(second);
}

function addressOf(url: string): string {
  const { hostname, port } = new URL(url);
  const host = hostname === "localhost" || hostname === "[::1]" ? "127.0.0.1" : hostname;
  return `${host}:${port === "" ? "9000" : port}`;
}
