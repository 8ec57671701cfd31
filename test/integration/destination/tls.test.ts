import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import type { ServerLocation } from "../../../src-main/destination/database-url.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { testStreams } from "../../contract/destination-catalog.ts";
import { startOwnMariadb } from "../../contract/mariadb-server.ts";
import { startOwnPostgres } from "../../contract/postgres-server.ts";
import type { ServerCertificate, TestServer } from "../../contract/postgres-server.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));
const certificateFor = (host: string): ServerCertificate => ({
  certificateFile: fixture(`${host}.crt`),
  keyFile: fixture(`${host}.key`),
});
const authority = readFileSync(fixture("authority.crt"), "utf8");
const usualAuthorities = getCACertificates("default");

const products = [
  ["PostgreSQL", startOwnPostgres],
  ["MariaDB", startOwnMariadb],
] as const;

describe.each(products)("a secure connection to %s", (_product, start) => {
  let server: TestServer | undefined;
  let wronglyNamed: TestServer | undefined;
  beforeAll(async () => {
    server = await start({ certificate: certificateFor("localhost") });
    wronglyNamed = await start({ certificate: certificateFor("elsewhere.example") });
  });
  afterEach(() => setDefaultCACertificates(usualAuthorities));
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await wronglyNamed?.[Symbol.asyncDispose]();
  });

  const outcome = async (
    ssl: ServerLocation["ssl"],
    on: TestServer | undefined = server,
  ): Promise<string> => {
    const { location, drop } = await on!.createDatabase();
    try {
      await using destination = await openDestination({ ...location, host: "localhost", ssl });
      await destination.prepare(testStreams, "1.0.0");
      return "good";
    } catch (error) {
      return error instanceof ReplicaError ? error.code : String(error);
    } finally {
      await drop();
    }
  };

  it("is refused where nobody vouches for the certificate", async () => {
    expect(await outcome("require")).toBe("DEST_TLS_REFUSED");
  });

  it("is made where an authority of this computer vouches for it", async () => {
    setDefaultCACertificates([...usualAuthorities, authority]);
    expect(await outcome("require")).toBe("good");
  });

  it("is refused where the certificate names another computer", async () => {
    setDefaultCACertificates([...usualAuthorities, authority]);
    expect(await outcome("require", wronglyNamed)).toBe("DEST_TLS_REFUSED");
    expect(await outcome("no-verify", wronglyNamed)).toBe("good");
  });

  it("goes unchecked, or without encryption, only where somebody says so", async () => {
    expect(await outcome("no-verify")).toBe("good");
    expect(await outcome("disable")).toBe("good");
  });
});
