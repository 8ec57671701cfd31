import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Stream } from "../catalog/stream.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Destination } from "./destination.ts";

/** The nearest folder above a path that exists: what is missing below it would have to be made in it. */
export function nearestFolder(file: string): string {
  let folder = path.dirname(path.resolve(file));
  while (!existsSync(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}

/** A file that is not there yet is not made by a test; only whether it could be is looked at. */
export function checkNewFile(file: string): void {
  const folder = nearestFolder(file);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ReplicaError("DEST_UNWRITABLE", { database: folder }, { cause: error });
  }
  // A file stands where a folder is needed.
  if (!statSync(folder).isDirectory()) throw new ReplicaError("DEST_UNWRITABLE", { database: folder });
}

/**
 * Makes what is missing, looks for rights that are needed only later, and writes a row and takes it back: proves the
 * right to do so, and that nobody holds the file.
 */
export async function proveWritable(
  destination: Destination,
  streams: readonly Stream[],
  programVersion: string,
): Promise<void> {
  await destination.prepare(streams, programVersion);
  await destination.requireRights();
  await destination.transaction(null, async ({ db }) => {
    await db.insertInto("settings_info").values({ name: "write test", value: "" }).execute();
    await db.deleteFrom("settings_info").where("name", "=", "write test").execute();
  });
}
