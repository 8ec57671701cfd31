import type { ProbedCompany } from "../contract/company.ts";
import { isRefusal } from "../contract/errors.ts";
import type { Logger } from "../contract/logger.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { type Installation, readInstallation } from "../source/installation.ts";
import type { FullTallySource } from "../source/tally-source.ts";

/** The record of an earlier meeting, where this program still understands it. */
export function knownInstallation(memory: AgentMemory, tallyUrl: string): Installation | null {
  return readInstallation(memory.installation(tallyUrl));
}

function isLasting({ observations }: Installation): boolean {
  return observations.every(({ code }) => code === null || isRefusal(code));
}

/**
 * A company to meet an installation with: one with books of its own, whose name no other open company shares. The more
 * it holds, the more is tried on it.
 */
function chooseCompany(companies: readonly ProbedCompany[]): ProbedCompany | undefined {
  const fold = (name: string): string => name.trim().toLowerCase();
  const suitable = companies.filter(
    (company) =>
      !company.isGroupCompany &&
      companies.every((other) => other === company || fold(other.name) !== fold(company.name)),
  );
  const [fullest] = suitable.toSorted(
    (one, other) => (other.vouchersCounter ?? 0) - (one.vouchersCounter ?? 0),
  );
  return fullest;
}

/**
 * An installation that is not yet known is met at the first probe that shows a company: a watch may begin while Tally
 * is closed. What it showed is remembered for this address, unless a bad moment spoiled it.
 */
export function meetWhenNew(
  source: FullTallySource,
  memory: AgentMemory,
  { tallyUrl, log }: { readonly tallyUrl: string; readonly log: Logger },
): FullTallySource {
  return {
    ...source,
    probe: async (signal) => {
      if (source.installation() !== null) return await source.probe(signal);
      // The smallest question first.
      await source.ping(signal);
      const companies = await source.probe(signal);
      const company = chooseCompany(companies);
      if (company === undefined) return companies;
      const installation = await source.meet(company, signal, ({ step, outcome, seen }) => {
        log.info("first contact", { step, outcome, seen });
      });
      if (isLasting(installation)) memory.rememberInstallation(tallyUrl, installation);
      return await source.probe(signal);
    },
  };
}
