import { isReplicaError } from "../../contract/errors.ts";
import type { HeldDeletePage, ProblemList } from "../../contract/pages.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import { listCompanies } from "../../destination/companies-store.ts";
import { askAgainAboutDeletes, decideHeldDeletes } from "../../destination/held-deletes.ts";
import type { Agent } from "../agent.ts";
import { requireCompany } from "../reader/stored-companies.ts";
import { syncOrder } from "./actions.ts";
import type { CallsNamed } from "./call-table.ts";
import { listProblems } from "./problems.ts";

async function problems(agent: Agent): Promise<ProblemList> {
  const nowMs = agent.parts.clock.now().getTime();
  try {
    const causes = await agent.openings.read("records", "quarantineCauses", null);
    return listProblems(agent.board.facts, causes, nowMs);
  } catch (error) {
    // A database that is away is a problem of its own, told by the board.
    if (!isReplicaError(error) || !error.code.startsWith("DEST_")) throw error;
    return listProblems(agent.board.facts, [], nowMs);
  }
}

async function showDeletes(
  agent: Agent,
  input: WorkerCalls["deletes.page"]["input"],
): Promise<HeldDeletePage> {
  const { memory } = await agent.openings.around();
  const page = await agent.openings.read("records", "deletes.page", input);
  const companyId = agent.board.facts.stored.get(input.company)?.companyId;
  if (page.shownUntil !== null && companyId !== undefined) {
    memory.markDeletesShown(agent.board.facts.database.description, companyId, page.shownUntil);
  }
  return page;
}

/** Decides what was shown here, however late the window says it was; the next run carries it out. */
async function decideDeletes(
  agent: Agent,
  { company: key, decision, shownUntil: asked }: WorkerCalls["deletes.decide"]["input"],
): Promise<{ readonly decided: number }> {
  const { destination, memory, refresh } = await agent.openings.workSoon();
  const company = requireCompany(await listCompanies(destination.db), key);
  const shown = memory.deletesShownUntil(destination.description, company.id);
  if (shown === null) return { decided: 0 };
  const shownUntil = shown < asked ? shown : asked;
  const at = agent.parts.clock.now().toISOString();
  const by = memory.agent.osUser;
  const decided = await destination.transaction(null, ({ db }) =>
    decideHeldDeletes(db, { companyId: company.id, decision, by, at, shownUntil }),
  );
  await refresh();
  if (decided > 0) agent.orders.add(syncOrder(key));
  return { decided };
}

async function askAgain(
  agent: Agent,
  { company: key }: WorkerCalls["deletes.askAgain"]["input"],
): Promise<{ readonly asked: number }> {
  const { destination, refresh } = await agent.openings.workSoon();
  const { id } = requireCompany(await listCompanies(destination.db), key);
  const asked = await destination.transaction(null, ({ db }) => askAgainAboutDeletes(db, id));
  await refresh();
  return { asked };
}

export const decisionCalls = {
  "problems.list": problems,
  "deletes.page": showDeletes,
  "deletes.decide": decideDeletes,
  "deletes.askAgain": askAgain,
} as const satisfies CallsNamed<"problems.list" | "deletes.page" | "deletes.decide" | "deletes.askAgain">;
