import type { Clock } from "../contract/clock.ts";
import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { OutgoingRequest, TallyClient } from "./client.ts";
import {
  type ProbeReading,
  ambiguousNames,
  foldName,
  readProbe,
  readProbeCollection,
  requireIdentity,
} from "./companies.ts";
import type { RequestEncoding } from "./encoding.ts";
import type { CountersForm } from "./installation.ts";
import { checkRequest } from "./request-check.ts";
import { writeProbeCollectionRequest, writeProbeRequest } from "./small-requests.ts";

/** What the latest probe showed, and the rules that hang on it. */
export interface LoadedCompanies {
  probe(signal: AbortSignal): Promise<readonly ProbedCompany[]>;
  /** Asks anew unless the list is only moments old. */
  refresh(signal: AbortSignal): Promise<void>;
  requireLoaded(identity: CompanyIdentity): ProbedCompany;
  /** Exact names that requests may carry; null before the first probe. */
  names(): ReadonlySet<string> | null;
}

/** How old a company list may be when a request goes out that would crash Tally on a closed company. */
const freshMs = 500;

export function createLoadedCompanies(
  client: TallyClient,
  clock: Clock,
  countersForm: () => CountersForm,
): LoadedCompanies {
  let latest: { readonly atMs: number; readonly companies: readonly ProbedCompany[] } | null = null;

  async function probe(signal: AbortSignal): Promise<readonly ProbedCompany[]> {
    const companies = await probeOnce(client, countersForm(), signal);
    latest = { atMs: clock.now().getTime(), companies };
    return companies;
  }

  return {
    probe,
    refresh: async (signal) => {
      if (latest === null || clock.now().getTime() - latest.atMs > freshMs) await probe(signal);
    },
    requireLoaded: (identity) => findCompany(latest?.companies ?? [], identity),
    names: () => (latest === null ? null : new Set(latest.companies.map(({ name }) => name))),
  };
}

/** One request; a second one only where a character may have been lost. */
async function probeOnce(
  client: TallyClient,
  form: CountersForm,
  signal: AbortSignal,
): Promise<readonly ProbedCompany[]> {
  const small = await askCompanies(client, form, "utf-8", signal);
  // A question mark may stand for a character that was lost (protocol §4.1); UTF-16 loses none.
  const mayBeLossy = small.some(({ name }) => name.includes("?"));
  return mayBeLossy ? askCompanies(client, form, "utf-16", signal) : small;
}

export async function askCompanies(
  client: TallyClient,
  form: CountersForm,
  encoding: RequestEncoding,
  signal: AbortSignal,
): Promise<readonly ProbedCompany[]> {
  const { text, reading } = writeProbe(form);
  checkRequest(text, null);
  const request: OutgoingRequest = { text, encoding, summary: "companies" };
  await client.post(request, reading.consumer, signal);
  const companies = reading.companies();
  for (const company of companies) requireIdentity(company);
  return companies;
}

function writeProbe(form: CountersForm): { readonly text: string; readonly reading: ProbeReading } {
  if (form === "collectionFetch" || form === "collectionNativeMethod") {
    const counters = form === "collectionFetch" ? "fetch" : "nativeMethod";
    return { text: writeProbeCollectionRequest(counters), reading: readProbeCollection() };
  }
  const { text, line } = writeProbeRequest();
  return { text, reading: readProbe(line) };
}

function findCompany(companies: readonly ProbedCompany[], identity: CompanyIdentity): ProbedCompany {
  const found = companies.find((company) => isSame(company, identity));
  if (found === undefined) throw new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company: identity.name });
  if (found.isGroupCompany) throw new ReplicaError("SOURCE_GROUP_COMPANY", { company: identity.name });
  if (ambiguousNames(companies).has(foldName(identity.name))) {
    const alike = companies.filter(({ name }) => foldName(name) === foldName(identity.name));
    const names = alike.map(({ name, companyNumber }) => `${name} (${companyNumber})`).join(", ");
    throw new ReplicaError("SOURCE_COMPANY_AMBIGUOUS", { companies: names });
  }
  return found;
}

function isSame(company: ProbedCompany, identity: CompanyIdentity): boolean {
  return (
    company.guid.toLowerCase() === identity.guid.toLowerCase() &&
    company.companyNumber === identity.companyNumber &&
    company.booksFrom === identity.booksFrom &&
    company.name === identity.name
  );
}
