import type { WireError } from "../contract/agent-state.ts";
import type { AppSettings } from "../contract/app-settings.ts";
import { databaseAddress } from "../contract/database-address.ts";
import { toWireError } from "../contract/wire-error.ts";
import type { WorkerSetup } from "../contract/worker-messages.ts";
import { isPauseOver } from "./pause.ts";
import type { Secrets } from "./secrets.ts";

export interface SetupPlace {
  readonly dataFolder: string;
  readonly defaultDatabaseFile: string;
  readonly programVersion: string;
}

function needsPassword({ database }: AppSettings): boolean {
  return database.product !== "sqlite" && !database.isTrusted;
}

/** What the worker is told. A password that cannot be read is an error to show; the worker is told without it. */
export async function makeSetup(
  settings: AppSettings,
  secrets: Secrets,
  place: SetupPlace,
  now: Date,
): Promise<{ readonly setup: WorkerSetup; readonly error: WireError | null }> {
  let password = "";
  let error: WireError | null = null;
  try {
    if (needsPassword(settings)) password = await secrets.read();
  } catch (caught) {
    error = toWireError(caught);
  }
  const pausedUntil = isPauseOver(settings.pausedUntil, now) ? null : settings.pausedUntil;
  return {
    error,
    setup: {
      settings: { ...settings, pausedUntil },
      databaseUrl: databaseAddress(settings.database, password, place.defaultDatabaseFile),
      dataFolder: place.dataFolder,
      programVersion: place.programVersion,
      isSetUp: error === null && (settings.wizardStep === "firstLoad" || settings.wizardStep === "done"),
    },
  };
}
