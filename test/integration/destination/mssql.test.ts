import { describe, expect, it } from "vitest";
import { parseDatabaseUrl } from "../../../src-main/destination/database-url.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { testStreams } from "../../contract/destination-catalog.ts";
import { registerDestinationTests } from "../../contract/destination-suite.ts";
import { createMssqlDatabase, queryMssql } from "../../contract/mssql-server.ts";
import { freePort } from "../../contract/postgres-server.ts";

const given = process.env["TEST_MSSQL_URL"];

if (given) {
  registerDestinationTests(
    "mssql",
    async () => {
      const { location, drop } = await createMssqlDatabase(given);
      return {
        open: () => openDestination(location),
        query: (statement) => queryMssql(location, statement),
        [Symbol.asyncDispose]: drop,
      };
    },
    { readersWaitForWriters: true },
  );
}

describe("destination mssql", () => {
  it("is tried on a real server", ({ skip }) => {
    skip(given === undefined, "TEST_MSSQL_URL names no SQL Server, and none can be installed for tests");
    expect(parseDatabaseUrl(given ?? "").product).toBe("mssql");
  });
});

describe("an SQL Server that cannot be reached", () => {
  const codeAt = async (url: string): Promise<unknown> => {
    await using destination = await openDestination(parseDatabaseUrl(url));
    try {
      await destination.prepare(testStreams, "1.0.0");
      return "none";
    } catch (error) {
      return error;
    }
  };

  it("is told apart from a computer that does not exist", async () => {
    const port = await freePort();
    expect(await codeAt(`mssql://sa:secret@127.0.0.1:${port}/books?ssl=disable`)).toMatchObject({
      code: "DEST_UNREACHABLE",
    });
    const unknown = await codeAt("mssql://sa:secret@no-such-host.invalid/books");
    expect(unknown).toMatchObject({ code: "DEST_HOST_NOT_FOUND", details: { host: "no-such-host.invalid" } });
    expect(JSON.stringify(unknown)).not.toContain("secret");
  });
});
