import type { CompanyRow } from "../destination/companies-store.ts";
import type { Destination } from "../destination/destination.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { leaseHolder, noteRunEnded, takeLease } from "../sync/own-lease.ts";

/** Long enough for one transaction, short enough that a killed removal does not block the next run for long. */
const leaseSeconds = 120;

/** Takes a company out of the database; never under the hands of another program that is just writing it. */
export async function removeCompany(
  destination: Destination,
  memory: AgentMemory,
  company: CompanyRow,
): Promise<void> {
  const fence = {
    companyId: company.id,
    holder: leaseHolder(memory.agent.agentId, process.pid, "remove"),
    leaseSeconds,
  };
  try {
    await takeLease(destination, fence, memory.agent.agentId);
    await destination.transaction(fence, (tx) => tx.removeCompany(company.id));
  } finally {
    noteRunEnded(fence.holder);
  }
}
