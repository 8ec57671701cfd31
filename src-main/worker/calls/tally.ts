import type { TallySight, WireError } from "../../contract/agent-state.ts";
import type { ProbedCompany } from "../../contract/company.ts";
import { ReplicaError } from "../../contract/errors.ts";
import type { FoundCompany, FoundTally } from "../../contract/pages.ts";
import { toWireError } from "../../contract/wire-error.ts";
import { parseTallyUrl } from "../../source/client.ts";
import { discoverAt, discoverLocal, usualPorts } from "../../source/discover.ts";
import type { Discovered } from "../../source/discover.ts";
import type { Agent } from "../agent.ts";
import type { CallsNamed } from "./call-table.ts";

function foundCompany(company: ProbedCompany): FoundCompany {
  const { guid, companyNumber, name, booksFrom, isGroupCompany } = company;
  return { key: `${guid}:${companyNumber}`, name, companyNumber, booksFrom, isGroupCompany };
}

function unusable(url: string, sight: TallySight, error: ReplicaError): FoundTally {
  return { url, sight, companies: [], error: toWireError(error) };
}

function foundTally(discovered: Discovered): FoundTally {
  const { url } = discovered;
  switch (discovered.kind) {
    case "tally":
      return { url, sight: "answers", companies: discovered.companies.map(foundCompany), error: null };
    case "noCompany":
      return unusable(url, "noCompany", new ReplicaError("SOURCE_NO_COMPANY_OPEN", { url }));
    case "busy":
      return unusable(url, "busy", new ReplicaError("SOURCE_TIMEOUT", { url, seconds: 2 }));
    case "notRunning":
      return unusable(url, "notRunning", new ReplicaError("SOURCE_NOT_RUNNING", { url }));
    case "notTally":
      return unusable(
        url,
        "notTally",
        new ReplicaError("SOURCE_NOT_TALLY", { url, message: discovered.message }),
      );
    case "unknownHost":
      return unusable(url, "notRunning", new ReplicaError("SOURCE_HOST_NOT_FOUND", { url }));
    case "trouble":
      return unusable(url, "answers", discovered.error);
  }
}

/** While a run is under way Tally is asked nothing else: the board knows what it shows. */
function knownTally({ board }: Agent): FoundTally | null {
  const { facts } = board;
  if (facts.run === null && !facts.isAtWork) return null;
  const { url, sight } = facts.tally;
  return { url, sight, companies: facts.open.map(foundCompany), error: null satisfies WireError | null };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function isLocal(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}

/** The sample first where it is in use, then what was typed, then the usual ports of this PC; each address once. */
async function findTallies(agent: Agent, typed: string | null): Promise<readonly FoundTally[]> {
  const signal = new AbortController().signal;
  const known = knownTally(agent);
  const isSample = agent.setup?.settings.isSample === true;
  const addresses = [
    ...(isSample ? [await agent.sample.url()] : []),
    ...(typed === null ? [] : [parseTallyUrl(typed).origin]),
  ];
  const skipped = new Set([...addresses, ...(known === null ? [] : [known.url])].filter(isLocal).map(portOf));
  const [named, local] = await Promise.all([
    Promise.all(
      addresses.map(async (url) =>
        known !== null && known.url === url ? known : foundTally(await discoverAt(url, signal)),
      ),
    ),
    discoverLocal(
      signal,
      {},
      usualPorts.filter((port) => !skipped.has(port)),
    ),
  ]);
  const isKnownNamed = known === null || named.includes(known);
  return [...named, ...(isKnownNamed ? [] : [known]), ...local.map(foundTally)];
}

export const tallyCalls = {
  "fields.try": async (agent, { field, company, isAgreed }) => {
    const { engine } = await agent.openings.workSoon();
    const request = { field, isAgreed, ...(company === null ? {} : { company }) };
    return await engine.fields.try(request, new AbortController().signal);
  },
  "tally.find": (agent, { typed }) => findTallies(agent, typed),
  "tally.releaseRequests": async (agent) => {
    const { memory, tallyUrl } = await agent.openings.around();
    const held = memory.heldBackRequests(tallyUrl);
    for (const request of held) memory.release(tallyUrl, request.hash);
    if (held.length > 0) agent.orders.wake();
    return { released: held.length };
  },
} as const satisfies CallsNamed<"fields.try" | "tally.find" | "tally.releaseRequests">;
