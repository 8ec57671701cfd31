import { streamByName } from "../catalog/index.ts";
import { type Clock, systemClock } from "../contract/clock.ts";
import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import { type ClientOptions, createTallyClient } from "./client.ts";
import { ambiguousNames, foldName, readProbe } from "./companies.ts";
import { type CompanyChannel, createCompanySource } from "./company-source.ts";
import type { RequestEncoding } from "./encoding.ts";
import { readVoucherObject } from "./object-answer.ts";
import type { Period } from "./report.ts";
import { checkRequest } from "./request-check.ts";
import { writeProbeRequest, writeVoucherObjectRequest } from "./request.ts";
import type { TallySource } from "./source.ts";

export interface TallySourceOptions extends ClientOptions {
  readonly clock?: Clock;
}

/** How old a company list may be when a request goes out that would crash Tally on a closed company. */
const freshProbeMs = 5_000;

export function createTallySource(options: TallySourceOptions): TallySource {
  const client = createTallyClient(options);
  const clock = options.clock ?? systemClock;
  let latest: { readonly atMs: number; readonly companies: readonly ProbedCompany[] } | null = null;

  async function probe(signal: AbortSignal): Promise<readonly ProbedCompany[]> {
    const inAscii = await askCompanies("utf-8", signal);
    // A question mark may stand for a character that was lost (protocol §4.1); UTF-16 loses none.
    const companies = inAscii.some(({ name }) => name.includes("?"))
      ? await askCompanies("utf-16", signal)
      : inAscii;
    latest = { atMs: clock.now().getTime(), companies };
    return companies;
  }

  async function askCompanies(
    encoding: RequestEncoding,
    signal: AbortSignal,
  ): Promise<readonly ProbedCompany[]> {
    const { text, line } = writeProbeRequest();
    checkRequest(text, null);
    const reading = readProbe(line);
    await client.post({ text, encoding, summary: "companies" }, reading.consumer, signal);
    return reading.companies();
  }

  function requireLoaded(identity: CompanyIdentity): void {
    const companies = latest?.companies ?? [];
    const found = companies.find((company) => isSame(company, identity));
    if (found === undefined) throw new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company: identity.name });
    if (found.isGroupCompany) throw new ReplicaError("SOURCE_GROUP_COMPANY", { company: identity.name });
    if (ambiguousNames(companies).has(foldName(identity.name))) {
      const alike = companies.filter(({ name }) => foldName(name) === foldName(identity.name));
      const names = alike.map((company) => `${company.name} (${company.companyNumber})`).join(", ");
      throw new ReplicaError("SOURCE_COMPANY_AMBIGUOUS", { companies: names });
    }
  }

  const channel: CompanyChannel = {
    ask: async (request, consumer, signal) => {
      checkRequest(request.text, new Set(latest?.companies.map(({ name }) => name)));
      return client.post(request, consumer, signal);
    },
    requireLoaded,
    hasVoucher: async (identity, masterId, signal) => {
      if (latest === null || clock.now().getTime() - latest.atMs > freshProbeMs) await probe(signal);
      requireLoaded(identity);
      const text = writeVoucherObjectRequest(identity.name, masterId);
      const reading = readVoucherObject(identity.guid, masterId);
      const summary = `${identity.name}: voucher ${masterId}`;
      await channel.ask({ text, encoding: "utf-16", summary }, reading.consumer, signal);
      return reading.isThere();
    },
    vouchers: streamByName("vouchers"),
    isCounted: true,
    periodOf: (window: Period) => window,
    today: () => localDay(clock.now()),
  };

  return {
    url: client.url,
    traffic: () => client.traffic(),
    ping: (signal) => client.ping(signal),
    probe,
    company: (identity) => createCompanySource(identity, channel),
    close: () => client.close(),
  };
}

function isSame(company: ProbedCompany, identity: CompanyIdentity): boolean {
  return (
    company.guid.toLowerCase() === identity.guid.toLowerCase() &&
    company.companyNumber === identity.companyNumber &&
    company.booksFrom === identity.booksFrom &&
    company.name === identity.name
  );
}

/** Calendar days are Tally's, and Tally runs on this PC's clock or beside it. */
function localDay(now: Date): string {
  const month = String(now.getMonth() + 1).padStart(2, "0");
  return `${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, "0")}`;
}
