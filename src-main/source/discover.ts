import type { ProbedCompany } from "../contract/company.ts";
import { type ErrorCode, ReplicaError } from "../contract/errors.ts";
import { type TallyProduct, createTallyClient, parseTallyUrl } from "./client.ts";
import { askCompanies } from "./loaded-companies.ts";

/** What stands behind one address. */
export type Discovered =
  | {
      readonly kind: "tally";
      readonly url: string;
      readonly product: TallyProduct;
      readonly companies: readonly ProbedCompany[];
    }
  /** It answers, but no company is open (or all wait for a password). */
  | { readonly kind: "noCompany"; readonly url: string; readonly product: TallyProduct }
  /** Something accepts and stays silent: Tally is busy, or a dialog waits on its screen (protocol §1.6). */
  | { readonly kind: "busy"; readonly url: string }
  | { readonly kind: "notRunning"; readonly url: string }
  | { readonly kind: "notTally"; readonly url: string; readonly message: string }
  | { readonly kind: "unknownHost"; readonly url: string }
  /** It is a Tally, but the company list could not be read. */
  | {
      readonly kind: "trouble";
      readonly url: string;
      readonly product: TallyProduct;
      readonly error: ReplicaError;
    };

export interface DiscoverOptions {
  /** For the liveness line; a local Tally answers it at once unless it is busy. */
  readonly livenessTimeoutMs?: number;
  readonly probeTimeoutMs?: number;
}

/** Ports that Tally's own instances take one after another (protocol §10). */
export const usualPorts: readonly number[] = Array.from({ length: 11 }, (_, index) => 9000 + index);

/** Every usual port of this PC; those where nothing listens are left out. */
export async function discoverLocal(
  signal: AbortSignal,
  options: DiscoverOptions = {},
  ports: readonly number[] = usualPorts,
): Promise<readonly Discovered[]> {
  const found = await Promise.all(
    ports.map((port) => discoverAt(`http://127.0.0.1:${port}`, signal, options)),
  );
  return found.filter(({ kind }) => kind !== "notRunning");
}

/** One address, such as `tally-pc:9000`. Throws only when it is no address or the signal is aborted. */
export async function discoverAt(
  address: string,
  signal: AbortSignal,
  options: DiscoverOptions = {},
): Promise<Discovered> {
  const url = parseTallyUrl(address).origin;
  const probeTimeoutMs = options.probeTimeoutMs ?? 15_000;
  const client = createTallyClient({
    url,
    livenessTimeoutMs: options.livenessTimeoutMs ?? 2_000,
    silenceTimeoutMs: probeTimeoutMs,
    totalTimeoutMs: probeTimeoutMs,
  });
  try {
    const product = await client.ping(signal).catch((error: unknown) => rethrowUnless(error, notAlive));
    if (product instanceof ReplicaError) return withoutLiveness(url, product);
    const companies = await askCompanies(client, "report", "utf-16", signal).catch((error: unknown) =>
      rethrowUnless(error, () => true),
    );
    if (companies instanceof ReplicaError) return withoutCompanies(url, product, companies);
    return companies.length === 0
      ? { kind: "noCompany", url, product }
      : { kind: "tally", url, product, companies };
  } finally {
    await client.close();
  }
}

function rethrowUnless(error: unknown, isExpected: (code: ErrorCode) => boolean): ReplicaError {
  if (error instanceof ReplicaError && error.code !== "INTERNAL_STOPPED" && isExpected(error.code))
    return error;
  throw error;
}

function notAlive(code: ErrorCode): boolean {
  return code.startsWith("SOURCE_");
}

function withoutLiveness(url: string, error: ReplicaError): Discovered {
  if (error.code === "SOURCE_NOT_RUNNING") return { kind: "notRunning", url };
  if (error.code === "SOURCE_HOST_NOT_FOUND") return { kind: "unknownHost", url };
  if (error.code === "SOURCE_TIMEOUT") return { kind: "busy", url };
  return { kind: "notTally", url, message: String(error.details["message"] ?? error.code) };
}

function withoutCompanies(url: string, product: TallyProduct, error: ReplicaError): Discovered {
  if (error.code === "SOURCE_TIMEOUT") return { kind: "busy", url };
  if (error.code === "SOURCE_NOT_RUNNING") return { kind: "notRunning", url };
  return { kind: "trouble", url, product, error };
}
