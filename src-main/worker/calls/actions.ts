import { removeCompany } from "../../agent/remove-company.ts";
import type { RepairRequest } from "../../sync/engine-api.ts";
import { ReplicaError } from "../../contract/errors.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import { listCompanies } from "../../destination/companies-store.ts";
import type { Agent } from "../agent.ts";
import type { Order } from "../orders.ts";
import { requireCompany } from "../reader/stored-companies.ts";
import type { CallsNamed } from "./call-table.ts";

/** Before and after every date a book can have; the engine keeps to the book. */
const earliest = "1900-01-01";
const latest = "2999-12-31";

/** The board knows companies of Tally and of the database; any other key is a mistake of the window. */
function requireKnown(agent: Agent, key: string): string {
  const { open, stored } = agent.board.facts;
  const isKnown =
    stored.has(key) || open.some(({ guid, companyNumber }) => `${guid}:${companyNumber}` === key);
  if (!isKnown) throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: key });
  return key;
}

export function syncOrder(company: string | null, full = false): Order {
  return {
    name: `${full ? "rebuild" : "sync"} ${company ?? "all"}`,
    isWholePass: company === null,
    run: async ({ engine, setup }, signal) => {
      const companies = company === null ? setup.settings.companies : [company];
      await engine.sync({ companies, full, acceptDeletes: false, isCompared: !full }, signal);
      // Whoever reads all of it again wants to know that all of it is right.
      if (full && !signal.aborted) await engine.verify({ companies, asOf: null }, signal);
    },
  };
}

function verifyOrder(company: string): Order {
  return {
    name: `verify ${company}`,
    isWholePass: false,
    run: async ({ engine }, signal) => {
      await engine.verify({ companies: [company], asOf: null }, signal);
    },
  };
}

function windowOf({ from, to, table }: WorkerCalls["company.repair"]["input"]): RepairRequest["window"] {
  if (from === null && to === null) return null;
  if (table !== null && table !== "vouchers") {
    throw new ReplicaError("CONFIG_USAGE", { problem: `days do not apply to the table ${table}` });
  }
  return { from: from ?? earliest, to: to ?? latest };
}

function repairOrder(input: WorkerCalls["company.repair"]["input"]): Order {
  const { company, table } = input;
  const request: RepairRequest = { companies: [company], window: windowOf(input), table };
  return {
    name: `repair ${JSON.stringify(input)}`,
    isWholePass: false,
    run: async ({ engine }, signal) => {
      await engine.repair(request, signal);
      // Only a comparison can say that it is right now.
      if (!signal.aborted) await engine.verify({ companies: [company], asOf: null }, signal);
    },
  };
}

function removeOrder(key: string): Order {
  return {
    name: `remove ${key}`,
    isWholePass: false,
    run: async ({ destination, memory, refresh }) => {
      const company = requireCompany(await listCompanies(destination.db), key);
      await removeCompany(destination, memory, company);
      await refresh();
    },
  };
}

function order(agent: Agent, each: Order): Promise<void> {
  agent.orders.add(each);
  return Promise.resolve();
}

/** Answered at once; what comes of it is seen in the state, the runs and the problems. */
export const actionCalls = {
  "agent.syncNow": (agent, { company }) =>
    order(agent, syncOrder(company === null ? null : requireKnown(agent, company))),
  "agent.stopRun": (agent) => {
    agent.stopRun();
    return Promise.resolve();
  },
  "company.verify": (agent, { company }) => order(agent, verifyOrder(requireKnown(agent, company))),
  "company.repair": (agent, input) => {
    requireKnown(agent, input.company);
    return order(agent, repairOrder(input));
  },
  "company.rebuild": (agent, { company }) => order(agent, syncOrder(requireKnown(agent, company), true)),
  "company.remove": (agent, { company }) => order(agent, removeOrder(requireKnown(agent, company))),
  // Naming a company is a person's agreement that it is the same one.
  "company.agreeAddress": (agent, { company }) => order(agent, syncOrder(requireKnown(agent, company))),
  // Every run tries them again, so trying them now is a run of their companies.
  "quarantine.replay": async (agent, { company }) => {
    const causes = await agent.openings.read("records", "quarantineCauses", null);
    const companyIds = new Set(causes.map(({ companyId }) => companyId));
    const affected = [...agent.board.facts.stored.values()].filter(
      ({ key, companyId }) => companyIds.has(companyId) && (company === null || key === company),
    );
    for (const { key } of affected) agent.orders.add(syncOrder(key));
  },
} as const satisfies CallsNamed<
  | "agent.syncNow"
  | "agent.stopRun"
  | "company.verify"
  | "company.repair"
  | "company.rebuild"
  | "company.remove"
  | "company.agreeAddress"
  | "quarantine.replay"
>;
