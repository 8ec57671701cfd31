import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Destination } from "../../src-main/destination/destination.ts";
import { testStreams } from "./destination-catalog.ts";
import { registerControlTests } from "./destination-suite-control.ts";
import { registerLeaseTests } from "./destination-suite-lease.ts";
import { registerNameTests } from "./destination-suite-names.ts";
import { registerRecordTests } from "./destination-suite-records.ts";
import { registerRowTests } from "./destination-suite-rows.ts";
import { registerSchemaTests } from "./destination-suite-schema.ts";

/** A fresh database of one product, which may be opened several times. */
export interface TestDatabase extends AsyncDisposable {
  open(): Promise<Destination>;
  /** Runs a query as somebody else's program would. */
  query(statement: string): Promise<readonly unknown[]>;
}

export interface DestinationFixture {
  /** The prepared destination under test. */
  readonly destination: () => Destination;
  /** Another connection to the same database, prepared and closed afterwards. */
  readonly another: () => Promise<Destination>;
  readonly database: () => TestDatabase;
}

export interface ProductTraits {
  /** SQL Server, unless its database has read_committed_snapshot on. */
  readonly readersWaitForWriters: boolean;
}

/** What every product does alike. `create` gives an empty database for each test. */
export function registerDestinationTests(
  product: string,
  create: () => Promise<TestDatabase>,
  traits: ProductTraits = { readersWaitForWriters: false },
): void {
  describe(`destination ${product}`, () => {
    let database: TestDatabase | undefined;
    let opened: Destination[] = [];
    const open = async (): Promise<Destination> => {
      const destination = await database!.open();
      opened.push(destination);
      await destination.prepare(testStreams, "1.0.0");
      return destination;
    };
    beforeEach(async () => {
      database = await create();
      await open();
    });
    afterEach(async () => {
      for (const destination of opened) await destination.close();
      opened = [];
      await database?.[Symbol.asyncDispose]();
    });
    const fixture: DestinationFixture = {
      destination: () => opened[0]!,
      another: open,
      database: () => database!,
    };
    registerRowTests(fixture);
    registerNameTests(fixture);
    registerLeaseTests(fixture, traits);
    registerControlTests(fixture);
    registerRecordTests(fixture);
    registerSchemaTests(fixture);
    it("knows the time and says where it is without a password", async () => {
      const now = await fixture.destination().now();
      expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(3_600_000);
      expect(fixture.destination().description).not.toContain("secret");
    });
  });
}
