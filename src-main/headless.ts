import { app } from "electron";
import { exitCodes } from "./command-line/exit-codes.ts";
import { runCommandLine } from "./command-line/run-command-line.ts";
import { engineSettingsOf } from "./shell/engine-settings.ts";
import { openSecrets } from "./shell/secrets.ts";
import { openSettingsStore } from "./shell/settings-store.ts";
import { makeSetup } from "./shell/worker-setup.ts";
import type { SetupPlace } from "./shell/worker-setup.ts";

/** `--headless`: the command line inside the installed program, which alone can read the stored password. */

/** Work ends at a safe point within 2 seconds; whatever still hangs then is cut off, which loses nothing. */
const lastMomentMs = 1_800;

function stopOnSignals(controller: AbortController): void {
  const stop = (): void => {
    controller.abort();
    setTimeout(() => app.exit(exitCodes.stopped), lastMomentMs).unref();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  if (process.platform === "win32") process.on("SIGBREAK", stop);
}

export async function runHeadless(argumentsGiven: readonly string[], place: SetupPlace): Promise<number> {
  const controller = new AbortController();
  stopOnSignals(controller);
  const now = new Date();
  const { current } = openSettingsStore(place.dataFolder, now);
  const { setup } = await makeSetup(current, openSecrets(place.dataFolder), place, now);
  return await runCommandLine({
    arguments: argumentsGiven,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: { ...process.env, TALLY_REPLICA_HOME: place.dataFolder },
    version: place.programVersion,
    signal: controller.signal,
    settings: engineSettingsOf(current, setup.databaseUrl),
  });
}
