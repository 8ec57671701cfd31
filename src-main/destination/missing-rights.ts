import { ReplicaError, isReplicaError } from "../contract/errors.ts";

/**
 * Which of the least rights (docs/databases.md) the user lacks, each as it is granted: "temporary on database books".
 * Asked only where a person wants to know, or where something was refused.
 */
export type FindMissingRights = () => Promise<readonly string[]>;

/** Throws where a right is missing, also one that today's work would not need. */
export async function requireRights(find: FindMissingRights, user: string): Promise<void> {
  const missing = await find();
  if (missing.length === 0) return;
  throw new ReplicaError("DEST_NO_RIGHTS", { ...(user !== "" && { user }), missing: missing.join(", ") });
}

/** Does the work; what the database refuses for want of a right is told with the name of that right. */
export async function namingMissingRights<T>(
  find: FindMissingRights | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!find || !isReplicaError(error, "DEST_NO_RIGHTS")) throw error;
    // What was refused is the news; that the rights cannot be looked at must not hide it.
    const missing = await find().catch(() => []);
    if (missing.length === 0) throw error;
    throw new ReplicaError(
      error.code,
      { ...error.details, missing: missing.join(", ") },
      { cause: error.cause },
    );
  }
}
