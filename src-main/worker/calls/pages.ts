import { localRuns } from "../../agent/local-runs.ts";
import { ReplicaError, isReplicaError } from "../../contract/errors.ts";
import type { CompanyDetail, CompanyVerification, RunPage } from "../../contract/pages.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import type { Agent } from "../agent.ts";
import type { StoredFacts } from "../state-facts.ts";
import { companyState, isShowing, keyOf } from "../state-standing.ts";
import type { CallsNamed } from "./call-table.ts";

const nothingChecked = { ledgers: 0, voucherCounts: 0, stockItems: 0 };

/** The figures of a comparison are known since this start of the program; the verdict is kept with the company. */
function verificationOf(agent: Agent, { key, verdict, verifiedAt }: StoredFacts): CompanyVerification | null {
  const known = agent.board.facts.verifications.get(key);
  if (known !== undefined) {
    // What a run touched was compared since, and the rest is as it was.
    const at = verdict === "verified" && verifiedAt !== null && verifiedAt > known.at ? verifiedAt : known.at;
    return { ...known, verdict: verdict ?? known.verdict, at };
  }
  if (verdict === null || verifiedAt === null) return null;
  return { verdict, at: verifiedAt, asOf: null, checked: nothingChecked, differences: [], doubts: [] };
}

async function companyDetail(agent: Agent, key: string): Promise<CompanyDetail> {
  const { facts } = agent.board;
  const now = agent.parts.clock.now();
  const { memory } = await agent.openings.around();
  const stored = facts.stored.get(key);
  if (stored === undefined) throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: key });
  const { agentId } = memory.agent;
  const { checkpoints, ...detail } = await agent.openings.read("records", "detail", {
    company: key,
    agentId,
    now: now.toISOString(),
  });
  const open = facts.open.find((company) => keyOf(company) === key);
  const isOpen = open !== undefined && isShowing(facts.tally.sight);
  return {
    ...detail,
    state: companyState(facts, open ?? stored, isOpen, now.getTime()),
    masters: { checkpoint: checkpoints.masters, counter: open?.mastersCounter ?? null },
    vouchers: { checkpoint: checkpoints.vouchers, counter: open?.vouchersCounter ?? null },
    verification: verificationOf(agent, stored),
  };
}

/** While the database is away, this PC's own memory tells what was tried. */
async function runPage(agent: Agent, input: WorkerCalls["runs.page"]["input"]): Promise<RunPage> {
  const { memory } = await agent.openings.around();
  try {
    return await agent.openings.read("records", "runs.page", input);
  } catch (error) {
    if (!isReplicaError(error) || !error.code.startsWith("DEST_")) throw error;
    return localRuns(memory, agent.board.facts.database.description, input);
  }
}

export const pageCalls = {
  "company.detail": (agent, { company }) => companyDetail(agent, company),
  "company.tables": (agent, input) => agent.openings.read("records", "company.tables", input),
  "runs.page": runPage,
  "runs.detail": (agent, input) => agent.openings.read("records", "runs.detail", input),
  "changes.page": (agent, input) => agent.openings.read("records", "changes.page", input),
  "changes.last": (agent, input) => agent.openings.read("records", "changes.last", input),
  "quarantine.page": (agent, input) => agent.openings.read("records", "quarantine.page", input),
  "views.list": (agent) => agent.openings.read("views", "views.list", undefined),
  "views.page": (agent, input) => agent.openings.read("views", "views.page", input),
} as const satisfies CallsNamed<
  | "company.detail"
  | "company.tables"
  | "runs.page"
  | "runs.detail"
  | "changes.page"
  | "changes.last"
  | "quarantine.page"
  | "views.list"
  | "views.page"
>;
