import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import { ReplicaError } from "../contract/errors.ts";
import type { DatabaseTest } from "../contract/pages.ts";
import { listCompanies } from "../destination/companies-store.ts";
import { describeLocation, parseDatabaseUrl } from "../destination/open-destination.ts";
import { openDatabase } from "./open-database.ts";

/** The nearest folder above a path that exists: what is missing below it would have to be made in it. */
function nearestFolder(file: string): string {
  let folder = path.dirname(path.resolve(file));
  while (!existsSync(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}

/** A file that is not there yet is not made by a test; only whether it could be is looked at. */
function checkNewFile(file: string): void {
  const folder = nearestFolder(file);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ReplicaError("DEST_UNWRITABLE", { database: folder }, { cause: error });
  }
  // A file stands where a folder is needed.
  if (!statSync(folder).isDirectory()) throw new ReplicaError("DEST_UNWRITABLE", { database: folder });
}

async function checkExisting(address: string, programVersion: string): Promise<readonly string[]> {
  await using destination = await openDatabase(address, programVersion, { mayCreate: false });
  // Writing and undoing proves the right to write, and that no other program holds the file.
  await destination.transaction(null, async ({ db }) => {
    await db.insertInto("settings_info").values({ name: "write test", value: "" }).execute();
    await db.deleteFrom("settings_info").where("name", "=", "write test").execute();
  });
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
