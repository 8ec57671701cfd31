import { existsSync } from "node:fs";
import { streams } from "../catalog/index.ts";
import type { DatabaseTest } from "../contract/pages.ts";
import { listCompanies } from "../destination/companies-store.ts";
import { describeLocation, openDestination, parseDatabaseUrl } from "../destination/open-destination.ts";
import { checkNewFile, proveWritable } from "../destination/prove-writable.ts";

async function checkExisting(address: string, programVersion: string): Promise<readonly string[]> {
  await using destination = await openDestination(address, { mayCreate: false });
  await proveWritable(destination, streams, programVersion);
  return (await listCompanies(destination.db)).map((company) => company.name);
}

/** Whether a database can be used, and what it holds. What speaks against it is thrown. */
export async function testDatabase(address: string, programVersion: string): Promise<DatabaseTest> {
  const location = parseDatabaseUrl(address);
  const description = describeLocation(location);
  if (location.product === "sqlite" && !existsSync(location.path)) {
    checkNewFile(location.path);
    return { exists: false, description, companies: [] };
  }
  return { exists: true, description, companies: await checkExisting(address, programVersion) };
}
