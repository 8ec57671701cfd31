import { sql } from "kysely";
import type { Kysely } from "kysely";
import { ReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Destination, Fence } from "./destination.ts";
import type { Dialect } from "./dialect.ts";

/** Longer than any agent's lease. */
const longestLeaseSeconds = 900;

/**
 * Two agents on one company are kept apart by a lease in sync_state (row of counter `masters`), by the database's
 * own clock. The fence of a transaction checks and renews it, so that one who slept past his lease cannot commit.
 */
export async function acquireLease({ db, dialect }: Destination, fence: Fence): Promise<void> {
  const taken = await db
    .updateTable("sync_state")
    .set({ lease_holder: fence.holder, lease_expires_at: leaseEnd(dialect, fence) })
    .where("company_id", "=", fence.companyId)
    .where("counter", "=", "masters")
    .where((where) =>
      where.or([
        where("lease_holder", "in", ["", fence.holder]),
        where("lease_expires_at", "is", null),
        where("lease_expires_at", "<", sql<string>`${sql.raw(dialect.clock)}`),
        // Nobody asks for so long: the clock was set back since, and the lease would last for as long.
        where("lease_expires_at", ">", sql<string>`${sql.raw(dialect.clockIn(longestLeaseSeconds))}`),
      ]),
    )
    .executeTakeFirst();
  if (taken.numUpdatedRows > 0n) return;
  throw new ReplicaError("DEST_LEASE_HELD", await leaseDetails(db, fence.companyId));
}

/** Extends the lease; to be called between long readings. Throws DEST_LEASE_LOST where another took it. */
export async function renewLease(
  { db, dialect }: { readonly db: Kysely<ControlTables>; readonly dialect: Dialect },
  fence: Fence,
): Promise<void> {
  const renewed = await db
    .updateTable("sync_state")
    .set({ lease_expires_at: leaseEnd(dialect, fence) })
    .where("company_id", "=", fence.companyId)
    .where("counter", "=", "masters")
    .where("lease_holder", "=", fence.holder)
    .executeTakeFirst();
  if (renewed.numUpdatedRows > 0n) return;
  throw new ReplicaError("DEST_LEASE_LOST", await leaseDetails(db, fence.companyId));
}

/** Gives the lease back; nothing happens where another holds it by now. */
export async function releaseLease(
  { db }: Pick<Destination, "db">,
  fence: Pick<Fence, "companyId" | "holder">,
): Promise<void> {
  await db
    .updateTable("sync_state")
    .set({ lease_holder: "", lease_expires_at: null })
    .where("company_id", "=", fence.companyId)
    .where("counter", "=", "masters")
    .where("lease_holder", "=", fence.holder)
    .execute();
}

function leaseEnd(dialect: Dialect, fence: Fence): ReturnType<typeof sql<string>> {
  return sql<string>`${sql.raw(dialect.clockIn(fence.leaseSeconds))}`;
}

async function leaseDetails(db: Kysely<ControlTables>, companyId: number): Promise<Record<string, string>> {
  const company = await db
    .selectFrom("companies")
    .innerJoin("sync_state", "sync_state.company_id", "companies.id")
    .select(["companies.name", "sync_state.lease_holder"])
    .where("companies.id", "=", companyId)
    .where("sync_state.counter", "=", "masters")
    .executeTakeFirst();
  return {
    company: company?.name ?? String(companyId),
    ...(company?.lease_holder ? { holder: company.lease_holder } : {}),
  };
}
