import { streams } from "../catalog/index.ts";
import type { Destination } from "../destination/destination.ts";
import { openDestination } from "../destination/open-destination.ts";

/** Opens and, where needed, upgrades the database. Whoever only looks never makes one. */
export async function openDatabase(
  address: string,
  programVersion: string,
  options: { readonly mayCreate: boolean },
): Promise<Destination> {
  const destination = await openDestination(address, options);
  try {
    await destination.prepare(streams, programVersion);
    return destination;
  } catch (error) {
    await destination.close();
    throw error;
  }
}
