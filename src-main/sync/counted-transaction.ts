import type { Destination, WriteTransaction } from "../destination/destination.ts";
import type { RunContext } from "./run-context.ts";

/** A fenced transaction whose counts stand only if it does: what was undone has not been written. */
export async function inCountedTransaction<T>(
  { destination, fence, counts }: Pick<RunContext, "destination" | "fence" | "counts">,
  work: (tx: WriteTransaction) => Promise<T>,
  options?: Parameters<Destination["transaction"]>[2],
): Promise<T> {
  const before = counts.copy();
  try {
    return await destination.transaction(fence, work, options);
  } catch (error) {
    counts.resetTo(before);
    throw error;
  }
}
