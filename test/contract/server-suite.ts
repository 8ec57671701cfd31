import { describe, expect, it } from "vitest";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";
import { findOrCreateCompany } from "../../src-main/destination/companies-store.ts";
import { readExistingTables } from "../../src-main/destination/tables.ts";
import { streamByName } from "../../src-main/catalog/index.ts";
import type { Stream } from "../../src-main/catalog/stream.ts";
import { openFaultyLine } from "../support/faulty-line.ts";
import { acquireLease } from "../../src-main/destination/lease.ts";
import { openDestination } from "../../src-main/destination/open-destination.ts";
import { ledgers, testStreams } from "./destination-catalog.ts";
import { identity, prepareCompany, row, selectAll, write } from "./destination-helpers.ts";
import { freePort } from "./postgres-server.ts";
import type { TestServer } from "./postgres-server.ts";
import { registerLockTests } from "./server-suite-locks.ts";
import type { LockTestParts } from "./server-suite-locks.ts";
import { registerRightsTests } from "./server-suite-rights.ts";
import type { RightsTestParts } from "./server-suite-rights.ts";

interface ServerTestParts {
  readonly server: () => TestServer;
  readonly query: (location: ServerLocation, statement: string) => Promise<readonly unknown[]>;
  /** Makes a user who may log in to the database but not make tables. */
  readonly createReader: (location: ServerLocation) => Promise<ServerLocation>;
  /** Ends every connection of our program to the database, as a restart of the server does. */
  readonly disconnectAll: (location: ServerLocation) => Promise<void>;
  /** How the server gives its version, and versions that are too old, of the same length. */
  readonly oldVersions: { readonly said: RegExp; readonly heard: readonly string[] };
  readonly leastRights: RightsTestParts["leastRights"];
  readonly createUser: RightsTestParts["createUser"];
  readonly removeRight: RightsTestParts["removeRight"];
  readonly createLimitedUser: LockTestParts["createLimitedUser"];
}

/** What goes wrong with servers only, and what their administrators are told. */
export function registerServerTests(product: string, parts: ServerTestParts): void {
  const { query, createReader, disconnectAll } = parts;
  const inDatabase = async (work: (location: ServerLocation) => Promise<void>): Promise<void> => {
    const { location, drop } = await parts.server().createDatabase();
    try {
      await work(location);
    } finally {
      await drop();
    }
  };
  const failureAt = async (location: ServerLocation): Promise<unknown> => {
    await using destination = await openDestination(location);
    try {
      await destination.prepare(testStreams, "1.0.0");
      return "none";
    } catch (error) {
      return error;
    }
  };

  describe(`a ${product} server`, () => {
    it("that cannot be used says why, without the password", async () => {
      const admin = parts.server().admin;
      const failures = {
        DEST_HOST_NOT_FOUND: { ...admin, host: "no-such-host.invalid" },
        DEST_UNREACHABLE: { ...admin, port: await freePort() },
        DEST_TLS_REFUSED: { ...admin, ssl: "require" as const },
        DEST_LOGIN_REFUSED: { ...admin, password: "wrong-secret" },
        DEST_NO_DATABASE: { ...admin, database: "no_such_database" },
      };
      for (const [code, location] of Object.entries(failures)) {
        const failure = await failureAt(location);
        expect(failure).toMatchObject({ code, details: { host: location.host } });
        expect(JSON.stringify(failure)).not.toContain("secret");
      }
    });

    it("says when the user may not make tables", async () => {
      await inDatabase(async (location) => {
        const reader = await createReader(location);
        expect(await failureAt(reader)).toMatchObject({ code: "DEST_NO_RIGHTS" });
      });
    });

    it("that is too old says so and is left alone", async () => {
      await inDatabase(async (location) => {
        for (const version of parts.oldVersions.heard) {
          await using line = await openFaultyLine(location);
          line.rewrite(parts.oldVersions.said, () => version);
          expect(await failureAt({ ...location, port: line.port })).toMatchObject({ code: "DEST_TOO_OLD" });
        }
        await using destination = await openDestination(location);
        expect(await readExistingTables(destination.db, destination.dialect)).toEqual(new Map());
      });
    });

    it("has the same tables whether they are fresh or came from an older program", async () => {
      const schemaOf = async (steps: readonly (readonly Stream[])[]): Promise<unknown> => {
        let schema: unknown = null;
        await inDatabase(async (location) => {
          await using destination = await openDestination(location);
          for (const [index, streams] of steps.entries()) await destination.prepare(streams, `1.${index}.0`);
          schema = await readExistingTables(destination.db, destination.dialect);
        });
        return schema;
      };
      const some = ["ledgers", "stock_items", "vouchers"].map(streamByName);
      const older = some.map((stream) => ({
        ...stream,
        columns: stream.columns.filter((_column, index) => index === 0 || index % 2 === 1),
        children: stream.children.slice(1),
      }));
      expect(await schemaOf([older, some])).toEqual(await schemaOf([some]));
    });

    it("with tables of something else is left alone", async () => {
      await inDatabase(async (location) => {
        await query(location, "create table recipes (id int primary key)");
        expect(await failureAt(location)).toMatchObject({
          code: "DEST_FOREIGN",
          details: { detail: "recipes" },
        });
      });
    });

    registerRightsTests({ ...parts, inDatabase });
    registerLockTests({ ...parts, inDatabase });

    it("that restarts undoes what was under way, and the next run goes on", async () => {
      await inDatabase(async (location) => {
        await using destination = await openDestination(location);
        await destination.prepare(testStreams, "1.0.0");
        const company = await prepareCompany(destination);
        const one = [row(ledgers, "l-1", { name: "one" })];
        const interrupted = destination.transaction(company.fence, async (tx) => {
          await tx.writeEntities(ledgers, one, company.stamp(), { isKnownNew: false });
          await disconnectAll(location);
          await tx.writeEntities(ledgers, one, company.stamp(), { isKnownNew: false });
        });
        await expect(interrupted).rejects.toMatchObject({ code: "DEST_CONNECTION_LOST" });
        expect(await selectAll(destination, company.companyId, ledgers)).toEqual([]);
        await write(destination, company, ledgers, one);
        expect(await selectAll(destination, company.companyId, ledgers)).toHaveLength(1);
      });
    });

    it("takes several agents writing different companies at once", async () => {
      await inDatabase(async (location) => {
        const agents = await Promise.all(
          Array.from({ length: 4 }, async (_, index) => {
            const destination = await openDestination(location);
            await destination.prepare(testStreams, "1.0.0");
            const { company } = await findOrCreateCompany(destination, {
              ...identity,
              companyNumber: String(index),
            });
            const fence = { companyId: company.id, holder: `agent-${index}`, leaseSeconds: 60 };
            await acquireLease(destination, fence);
            return { destination, fence };
          }),
        );
        const rows = Array.from({ length: 300 }, (_, index) =>
          row(ledgers, `l-${index}`, { name: `${index}` }),
        );
        await Promise.all(
          agents.map(async ({ destination, fence }) => {
            const stamp = {
              companyId: fence.companyId,
              runId: fence.holder,
              at: "2026-04-01T10:00:00.000Z",
              syncStatus: "active" as const,
            };
            for (let round = 0; round < 3; round += 1) {
              await destination.transaction(fence, async (tx) => {
                await tx.writeEntities(ledgers, rows, stamp, { isKnownNew: false });
                await tx.deleteEntities(ledgers, ["l-1", "l-2"], stamp);
              });
            }
          }),
        );
        for (const { destination, fence } of agents) {
          const census = await destination.census(fence.companyId, ledgers);
          expect(census.filter(({ isDeleted }) => !isDeleted)).toHaveLength(298);
          await destination.close();
        }
      });
    });
  });
}
