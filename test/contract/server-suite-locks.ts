import { sql } from "kysely";
import { expect, it } from "vitest";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";
import { openDestination } from "../../src-main/destination/open-destination.ts";
import { ledgers, testStreams } from "./destination-catalog.ts";
import { prepareCompany, row, selectAll, write } from "./destination-helpers.ts";

export interface LockTestParts {
  readonly inDatabase: (work: (location: ServerLocation) => Promise<void>) => Promise<void>;
  /** Makes a user who may do everything, but over so many connections at once. */
  readonly createLimitedUser: (location: ServerLocation, connections: number) => Promise<ServerLocation>;
}

const one = [row(ledgers, "l-1", { name: "one" })];

/** A promise and its switch. */
function makeGate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

export function registerLockTests({ inDatabase, createLimitedUser }: LockTestParts): void {
  it("that finds a deadlock undoes one of the two as a whole, and the next run goes on", async () => {
    await inDatabase(async (location) => {
      await using first = await openDestination(location);
      await using second = await openDestination(location);
      await first.prepare(testStreams, "1.0.0");
      await second.prepare(testStreams, "1.0.0");
      const company = await prepareCompany(first);
      await write(first, company, ledgers, [...one, row(ledgers, "l-2", { name: "two" })]);
      const gates = [makeGate(), makeGate()] as const;
      const cross = async (own: 0 | 1, order: readonly string[]): Promise<void> => {
        const destination = own === 0 ? first : second;
        await destination.transaction(null, async ({ db }) => {
          for (const [step, guid] of order.entries()) {
            await sql`update ledgers set notes = ${`by ${own}`} where tally_guid = ${guid}`.execute(db);
            if (step > 0) continue;
            gates[own].open();
            await gates[own === 0 ? 1 : 0].opened;
          }
        });
      };
      const ends = await Promise.allSettled([cross(0, ["l-1", "l-2"]), cross(1, ["l-2", "l-1"])]);
      const reasons = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
      expect(reasons).toMatchObject([{ code: "DEST_LOCKED" }]);
      const notes = await selectAll(first, company.companyId, ledgers);
      expect(new Set(notes.map((values) => values["notes"])).size).toBe(1);
      await write(first, company, ledgers, one);
    });
  });

  it("whose rows another program keeps locked ends the run, and the next goes on", async () => {
    await inDatabase(async (location) => {
      await using destination = await openDestination(location, { lockTimeoutMs: 1_000 });
      await using other = await openDestination(location);
      await destination.prepare(testStreams, "1.0.0");
      await other.prepare(testStreams, "1.0.0");
      const company = await prepareCompany(destination);
      await write(destination, company, ledgers, one);
      await other.transaction(null, async ({ db }) => {
        await sql`update ledgers set notes = 'held'`.execute(db);
        await expect(write(destination, company, ledgers, one)).rejects.toMatchObject({
          code: "DEST_LOCKED",
        });
      });
      await write(destination, company, ledgers, one);
      expect(await selectAll(destination, company.companyId, ledgers)).toHaveLength(1);
    });
  });

  it("without a free connection is waited for", async () => {
    await inDatabase(async (location) => {
      const limited = await createLimitedUser(location, 1);
      await using first = await openDestination(limited);
      await first.prepare(testStreams, "1.0.0");
      await using second = await openDestination(limited);
      await first.transaction(null, async ({ db }) => {
        await sql`select 1`.execute(db);
        await expect(second.prepare(testStreams, "1.0.0")).rejects.toMatchObject({
          code: "DEST_UNREACHABLE",
        });
      });
      await first.close();
      // The server ends its side of a connection a moment after the program has closed it.
      const prepare = (): Promise<string> => second.prepare(testStreams, "1.0.0").then(() => "free", String);
      await expect.poll(prepare, { timeout: 20_000 }).toBe("free");
      const company = await prepareCompany(second);
      await write(second, company, ledgers, one);
    });
  });
}
