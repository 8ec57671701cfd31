import { expect, it } from "vitest";
import { streams } from "../../src-main/catalog/index.ts";
import { isReplicaError } from "../../src-main/contract/errors.ts";
import type { Stream } from "../../src-main/catalog/stream.ts";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";
import { openDestination } from "../../src-main/destination/open-destination.ts";
import { ledgers, vouchers } from "./destination-catalog.ts";
import { proveWritable } from "../../src-main/destination/prove-writable.ts";
import { inTransaction, prepareCompany, row, write } from "./destination-helpers.ts";

export interface RightsTestParts {
  readonly inDatabase: (work: (location: ServerLocation) => Promise<void>) => Promise<void>;
  /** The least rights as the documentation names them, each as one grant. */
  readonly leastRights: readonly string[];
  /** Makes a user of the database with these of the rights and no other. */
  readonly createUser: (location: ServerLocation, rights: readonly string[]) => Promise<ServerLocation>;
  /** Takes one of the rights away from a user so made. */
  readonly removeRight: (user: ServerLocation, right: string) => Promise<void>;
}

function withoutColumns(stream: Stream, names: readonly string[]): Stream {
  return { ...stream, columns: stream.columns.filter(({ name }) => !names.includes(name)) };
}

/** Everything the program ever does to a database, from the first start to the removal of the last company. */
async function liveThrough(location: ServerLocation): Promise<void> {
  await using destination = await openDestination(location);
  // An older program's database gains columns, indexes and views, as an upgrade does.
  const older = [withoutColumns(ledgers, ["notes", "parent_name"]), withoutColumns(vouchers, ["party_name"])];
  await destination.prepare(older, "1.0.0");
  await destination.prepare(streams, "1.1.0");
  await destination.prepare([ledgers, vouchers], "1.2.0");
  const company = await prepareCompany(destination);
  const lines = { children: { ledger_opening_bills: [{ bill_name: "B-1", amount: "1" }] } };
  await write(destination, company, ledgers, [row(ledgers, "l-1", { name: "Cash" }, lines)], {
    isKnownNew: true,
  });
  await write(destination, company, ledgers, [row(ledgers, "l-1", { name: "Cash" }, lines)]);
  await inTransaction(destination, company, async (tx) => {
    await tx.resolveNames(company.companyId, "ledgers");
    await tx.deleteEntities(ledgers, ["l-1"], company.stamp());
    await tx.removeCompany(company.companyId);
  });
}

export function registerRightsTests({
  inDatabase,
  leastRights,
  createUser,
  removeRight,
}: RightsTestParts): void {
  it("needs the rights that the documentation names, and no other", async () => {
    await inDatabase(async (location) => {
      const user = await createUser(location, leastRights);
      await expect(liveThrough(user)).resolves.toBeUndefined();
    });
  });

  it.each(leastRights)("cannot do without the right: %s", async (missing) => {
    await inDatabase(async (location) => {
      const user = await createUser(
        location,
        leastRights.filter((right) => right !== missing),
      );
      const failure = await liveThrough(user).then(
        () => null,
        (error: unknown) => error,
      );
      expect(isReplicaError(failure) ? failure.code : failure).toMatch(
        /^DEST_(NO_RIGHTS|LOGIN_REFUSED|NO_DATABASE)$/,
      );
    });
  });

  it.each(leastRights)(
    "names the right that is missing, also where today's work would not need it: %s",
    (missing) =>
      inDatabase(async (location) => {
        const whole = await createUser(location, leastRights);
        {
          await using destination = await openDestination(whole);
          await proveWritable(destination, [ledgers, vouchers], "1.0.0");
        }
        await removeRight(whole, missing);
        await using destination = await openDestination(whole);
        const failure = await proveWritable(destination, [ledgers, vouchers], "1.0.0").catch(
          (error: unknown) => error,
        );
        expect(isReplicaError(failure, "DEST_NO_RIGHTS") ? failure.details : failure).toMatchObject({
          user: whole.user,
          missing: missing.includes(" on ")
            ? missing.replace("{database}", location.database)
            : `${missing} on ${location.database}.*`,
        });
      }),
  );
}
