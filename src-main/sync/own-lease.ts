import { isReplicaError } from "../contract/errors.ts";
import type { Destination, Fence } from "../destination/destination.ts";
import { acquireLease, releaseLease } from "../destination/lease.ts";

/** Names the agent, its process and the run, so that an agent recognises what it left behind when it was killed. */
export function leaseHolder(agentId: string, processId: number, runId: string): string {
  return `${agentId}:${processId}:${runId}`;
}

/** Holders of the runs that go on in this process. */
const runsUnderWay = new Set<string>();

/** To be called when a run has ended, however it did: a lease it could not give back is free for this process. */
export function noteRunEnded(holder: string): void {
  runsUnderWay.delete(holder);
}

/**
 * Takes the lease of a company. One that an ended run or a dead process of this very PC and user left behind (the
 * database was away when it should have been given back) is taken over at once; another agent's runs out by itself.
 */
export async function takeLease(destination: Destination, fence: Fence, agentId: string): Promise<void> {
  runsUnderWay.add(fence.holder);
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
  if (owner !== agentId || processId === undefined) return false;
  return Number(processId) === process.pid ? !runsUnderWay.has(holder) : !isRunning(Number(processId));
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
