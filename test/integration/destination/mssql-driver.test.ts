import { sql } from "kysely";
import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { parseDatabaseUrl } from "../../../src-main/destination/database-url.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import type { OpenOptions } from "../../../src-main/destination/open-destination.ts";
import { testStreams } from "../../contract/destination-catalog.ts";
import {
  done,
  errorToken,
  failure,
  startScriptedSqlServer,
  textRows,
  transactionChange,
} from "../../support/scripted-sql-server.ts";
import type {
  ScriptedSqlServer,
  SqlServerAnswer,
  SqlServerRequest,
} from "../../support/scripted-sql-server.ts";

type Script = (request: SqlServerRequest) => SqlServerAnswer | null;

async function withServer(
  script: Script,
  work: (destination: Destination, server: ScriptedSqlServer) => Promise<void>,
  options: OpenOptions = {},
): Promise<void> {
  await using server = await startScriptedSqlServer(script);
  const url = `mssql://asha:secret@127.0.0.1:${server.port}/books?ssl=disable`;
  await using destination = await openDestination(parseDatabaseUrl(url), options);
  await work(destination, server);
}

const on =
  (pattern: RegExp, answer: SqlServerAnswer): Script =>
  (request) =>
    request.kind === "statement" && pattern.test(request.sql) ? answer : null;

const touch = (destination: Destination): Promise<unknown> =>
  destination.transaction(null, async ({ db }) => {
    await sql`update ledgers set notes = ''`.execute(db);
  });

describe("a log-in that SQL Server refuses", () => {
  const refused = errorToken(18_456, "Fehler bei der Anmeldung für den Benutzer 'asha'.");
  it.each([
    ["DEST_LOGIN_REFUSED", refused],
    // Two errors are told, the one that matters first, in the language of the server.
    [
      "DEST_NO_DATABASE",
      Buffer.concat([errorToken(4060, "Die Datenbank kann nicht geöffnet werden."), refused]),
    ],
    ["DEST_UNREACHABLE", errorToken(17_809, "Die maximale Anzahl von Verbindungen wurde erreicht.")],
    ["DEST_LOGIN_REFUSED", errorToken(18_488, "Das Kennwort des Kontos muss geändert werden.")],
  ])("says %s", async (code, answer) => {
    const script: Script = ({ kind }) => (kind === "login" ? Buffer.concat([answer, done(2)]) : null);
    await withServer(script, async (destination) => {
      await expect(destination.prepare(testStreams, "1.0.0")).rejects.toMatchObject({ code });
    });
  });
});

describe("a secure connection to SQL Server", () => {
  const fixture = (name: string): string =>
    readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), "utf8");
  const certificateFor = (host: string) => ({ cert: fixture(`${host}.crt`), key: fixture(`${host}.key`) });
  const usualAuthorities = getCACertificates("default");
  afterEach(() => setDefaultCACertificates(usualAuthorities));

  const outcome = async (
    ssl: string,
    certificate: ReturnType<typeof certificateFor> | null,
  ): Promise<string> => {
    const script = on(/as now/, textRows(["now"], [["2026-04-01T10:00:00.000Z"]]));
    await using server = await startScriptedSqlServer(script, certificate);
    const url = `mssql://asha:secret@localhost:${server.port}/books?ssl=${ssl}`;
    await using destination = await openDestination(parseDatabaseUrl(url));
    try {
      await destination.now();
      return "good";
    } catch (error) {
      return error instanceof ReplicaError ? error.code : String(error);
    }
  };

  it("is refused where nobody vouches for the certificate, or where the server has none", async () => {
    expect(await outcome("require", certificateFor("localhost"))).toBe("DEST_TLS_REFUSED");
    expect(await outcome("require", null)).toBe("DEST_TLS_REFUSED");
  });

  it("is made where an authority of this computer vouches for it, unless it names another", async () => {
    setDefaultCACertificates([...usualAuthorities, fixture("authority.crt")]);
    expect(await outcome("require", certificateFor("localhost"))).toBe("good");
    expect(await outcome("require", certificateFor("elsewhere.example"))).toBe("DEST_TLS_REFUSED");
  });

  it("goes unchecked, or without encryption, only where somebody says so", async () => {
    expect(await outcome("no-verify", certificateFor("elsewhere.example"))).toBe("good");
    expect(await outcome("disable", null)).toBe("good");
  });
});

describe("a session on SQL Server", () => {
  it("waits for locks as long as it was told, and counts rows whatever the server's default", async () => {
    const script = on(/as now/, textRows(["now"], [["2026-04-01T10:00:00.000Z"]]));
    await withServer(
      script,
      async (destination, { requests }) => {
        expect(await destination.now()).toBe("2026-04-01T10:00:00.000Z");
        const said = requests.flatMap((request) => (request.kind === "statement" ? [request.sql] : []));
        const session = said.findIndex((text) => text.includes("set lock_timeout 4321"));
        expect(said[session]).toContain("set nocount off");
        expect(session).toBeGreaterThan(0);
        expect(session).toBeLessThan(said.findIndex((text) => text.includes("as now")));
      },
      { lockTimeoutMs: 4321 },
    );
  });

  const server = (version: string, edition: string, level: string): Script =>
    on(/ProductVersion/i, textRows(["version", "edition", "level"], [[version, edition, level]]));

  it.each([
    ["2016 with its first service pack", "13.0.4001.0", "3"],
    ["2022", "16.0.1000.6", "2"],
    ["Azure, whose number stands still", "12.0.2000.8", "5"],
  ])("is taken on %s", async (_title, version, edition) => {
    await withServer(server(version, edition, "130"), async (destination) => {
      await expect(destination.prepare(testStreams, "1.0.0")).resolves.toBeUndefined();
    });
  });

  it.each([
    ["SQL Server 2014", "12.0.6439.10", "120"],
    ["2016 without its first service pack, which knows no CREATE OR ALTER VIEW", "13.0.1601.5", "130"],
    ["a database kept at the language of 2014, which knows no OPENJSON", "15.0.2000.5", "120"],
  ])("is refused by name on %s", async (_title, version, level) => {
    await withServer(server(version, "3", level), async (destination) => {
      await expect(destination.prepare(testStreams, "1.0.0")).rejects.toMatchObject({ code: "DEST_TOO_OLD" });
    });
  });
});

describe("a transaction on SQL Server", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("that the server undid is not undone again, and says why it was", async () => {
    const deadlock = Buffer.concat([
      errorToken(1205, "Transaction was deadlocked on lock resources."),
      transactionChange(10),
      done(2),
    ]);
    const script: Script = (request) =>
      request.kind === "rollback"
        ? failure(3903, "The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.")
        : on(/update ledgers/, deadlock)(request);
    await withServer(script, async (destination, { requests }) => {
      await expect(touch(destination)).rejects.toMatchObject({ code: "DEST_LOCKED" });
      expect(requests.map(({ kind }) => kind)).not.toContain("rollback");
    });
  });

  it("that the server undid takes nothing more, whoever did not hear of it", async () => {
    const undone = Buffer.concat([errorToken(245, "Conversion failed."), transactionChange(10), done(2)]);
    let isUndone = true;
    const script: Script = (request) =>
      request.kind === "commit" && isUndone
        ? failure(3902, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.")
        : on(/update ledgers/, undone)(request);
    await withServer(script, async (destination, { requests }) => {
      const heedless = destination.transaction(null, async ({ db }) => {
        await sql`update ledgers set notes = ''`.execute(db).catch(() => {});
        await sql`delete from vouchers`.execute(db).catch(() => {});
      });
      await expect(heedless).rejects.toMatchObject({ code: "DEST_FAILED" });
      expect(JSON.stringify(requests)).not.toContain("delete from vouchers");
      isUndone = false;
      await destination.transaction(null, ({ db }) => sql`delete from vouchers`.execute(db));
      expect(JSON.stringify(requests)).toContain("delete from vouchers");
    });
  });

  it("in which a statement failed is undone", async () => {
    const script = on(/update ledgers/, failure(1222, "Lock request time out period exceeded."));
    await withServer(script, async (destination, { requests }) => {
      await expect(touch(destination)).rejects.toMatchObject({ code: "DEST_LOCKED" });
      expect(requests.at(-1)).toEqual({ kind: "rollback" });
    });
  });

  it("whose connection breaks says so, and nothing is printed", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    await withServer(on(/update ledgers/, "cut"), async (destination) => {
      await expect(touch(destination)).rejects.toMatchObject({ code: "DEST_CONNECTION_LOST" });
    });
    expect(printed).not.toHaveBeenCalled();
  });

  it("that nobody answers is given up", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    await withServer(
      on(/update ledgers/, "silence"),
      async (destination) => {
        await expect(touch(destination)).rejects.toMatchObject({ code: "DEST_CONNECTION_LOST" });
      },
      { answerTimeoutMs: 200 },
    );
    expect(printed).not.toHaveBeenCalled();
  });
});
