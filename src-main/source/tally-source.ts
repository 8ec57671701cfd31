import { streamByName } from "../catalog/index.ts";
import { type Clock, systemClock } from "../contract/clock.ts";
import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import { type ClientOptions, createTallyClient } from "./client.ts";
import { type CompanyChannel, usualForms } from "./company-channel.ts";
import type { CompanyFigures } from "./company-figures.ts";
import { createCompanySource } from "./company-source.ts";
import { meetInstallation } from "./first-contact.ts";
import type { Installation, Observation } from "./installation.ts";
import { createLoadedCompanies } from "./loaded-companies.ts";
import { readVoucherObject } from "./object-answer.ts";
import { checkRequest } from "./request-check.ts";
import { writeVoucherObjectRequest } from "./small-requests.ts";
import type { CompanyReading, CompanySource, TallySource } from "./source.ts";

export interface TallySourceOptions extends ClientOptions {
  readonly clock?: Clock;
  /** What first contact showed; without it the installation is asked as the usual releases are. */
  readonly installation?: Installation | null;
}

/** A TallySource that also knows first contact and Tally's own figures. */
export interface FullTallySource extends TallySource {
  company(identity: CompanyIdentity, reading?: CompanyReading): CompanySource & CompanyFigures;
  /** How requests are formed at present; null while the installation was not met. */
  installation(): Installation | null;
  /**
   * Meets the installation, smallest request first, with a company that the latest probe shows. Its record is used
   * from then on and kept by the caller. Throws when Tally froze or went away on the way.
   */
  meet(
    company: ProbedCompany,
    signal: AbortSignal,
    onObservation?: (observation: Observation) => void,
  ): Promise<Installation>;
}

export function createTallySource(options: TallySourceOptions): FullTallySource {
  const client = createTallyClient(options);
  const clock = options.clock ?? systemClock;
  let installation: Installation | null = options.installation ?? null;
  const forms = () => installation ?? usualForms;
  const companies = createLoadedCompanies(client, clock, () => forms().countersForm);

  async function ask(
    ...[request, consumer, signal, ownFunctions]: [...Parameters<CompanyChannel["ask"]>, readonly string[]]
  ): ReturnType<CompanyChannel["ask"]> {
    checkRequest(request.text, companies.names(), ownFunctions);
    return client.post(request, consumer, signal);
  }

  const channel: CompanyChannel = {
    ask: (request, consumer, signal) => ask(request, consumer, signal, []),
    requireLoaded: (identity) => companies.requireLoaded(identity),
    probe: (signal) => companies.probe(signal),
    hasVoucher: async (identity, masterId, signal) => {
      await companies.refresh(signal);
      companies.requireLoaded(identity);
      const text = writeVoucherObjectRequest(identity.name, masterId);
      const reading = readVoucherObject(identity.guid, masterId);
      const summary = `${identity.name}: voucher ${masterId}`;
      await channel.ask({ text, encoding: "utf-16", summary }, reading.consumer, signal);
      return reading.isThere();
    },
    vouchers: streamByName("vouchers"),
    forms,
    today: () => localDay(clock.now()),
  };

  const channelOf = (reading: CompanyReading | undefined): CompanyChannel =>
    reading === undefined
      ? channel
      : {
          ...channel,
          vouchers: reading.vouchers,
          ask: (request, consumer, signal) => ask(request, consumer, signal, reading.ownFunctions),
        };

  return {
    url: client.url,
    traffic: () => client.traffic(),
    ping: (signal) => client.ping(signal),
    probe: (signal) => companies.probe(signal),
    company: (identity, reading) => createCompanySource(identity, channelOf(reading)),
    refusedStreams: () => forms().refusedStreams,
    installation: () => installation,
    meet: async (company, signal, onObservation = () => {}) => {
      installation = await meetInstallation({ client, channel, company, clock, onObservation }, signal);
      return installation;
    },
    close: () => client.close(),
  };
}

/** Calendar days are Tally's, and Tally runs on this PC's clock or beside it. */
function localDay(now: Date): string {
  const month = String(now.getMonth() + 1).padStart(2, "0");
  return `${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, "0")}`;
}
