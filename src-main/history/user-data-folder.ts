import { homedir } from "node:os";
import path from "node:path";

const productName = "Tally Replica";

/**
 * Where this user's databases and memory are kept; the window uses the same folder. Not the roaming profile:
 * a replica may be gigabytes. TALLY_REPLICA_HOME names another one (servers, tests).
 */
export function userDataFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const chosen = environment["TALLY_REPLICA_HOME"];
  if (chosen !== undefined && chosen !== "") return path.resolve(chosen);
  if (platform === "win32") {
    return path.join(environment["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local"), productName);
  }
  if (platform === "darwin") return path.join(home, "Library", "Application Support", productName);
  return path.join(environment["XDG_DATA_HOME"] || path.join(home, ".local", "share"), productName);
}

export function memoryFile(folder: string): string {
  return path.join(folder, "agent.sqlite");
}

/** The database when none is named. */
export function defaultDatabaseFile(folder: string): string {
  return path.join(folder, "tally-replica.sqlite");
}
