import { isReplicaError } from "../contract/errors.ts";
import type { Destination, Fence } from "../destination/destination.ts";
import { acquireLease, releaseLease } from "../destination/lease.ts";

/** Names the agent, its process and the run, so that an agent recognises what it left behind when it was killed. */
export function leaseHolder(agentId: string, processId: number, runId: string): string {
  return `${agentId}:${processId}:${runId}`;
}

/**
 * Takes the lease of a company. One that a dead process of this very PC and user holds is taken over at once; another
 * agent's runs out by itself.
 */
export async function takeLease(destination: Destination, fence: Fence, agentId: string): Promise<void> {
  try {
    await acquireLease(destination, fence);
  } catch (error) {
    const holder = isReplicaError(error, "DEST_LEASE_HELD") ? error.details["holder"] : undefined;
    if (typeof holder !== "string" || !isLeftBehind(holder, agentId)) throw error;
    await releaseLease(destination, { companyId: fence.companyId, holder });
    await acquireLease(destination, fence);
  }
}

function isLeftBehind(holder: string, agentId: string): boolean {
  const [owner, processId] = holder.split(":");
  return owner === agentId && processId !== undefined && !isRunning(Number(processId));
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
