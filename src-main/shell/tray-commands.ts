import { app } from "electron";
import { copyConnectionString, openDatabaseFolder } from "./answers.ts";
import { pauseUntil } from "./pause.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { SyncWorker } from "./sync-worker.ts";
import type { TrayCommand } from "./tray-view.ts";
import type { AppWindow } from "./window.ts";
import type { SetupPlace } from "./worker-setup.ts";

interface CommandParts {
  readonly store: SettingsStore;
  readonly worker: SyncWorker;
  readonly window: AppWindow;
  readonly place: SetupPlace;
}

/** What an entry of the tray's menu does. */
export async function runTrayCommand(
  command: TrayCommand,
  { store, worker, window, place }: CommandParts,
): Promise<void> {
  switch (command.kind) {
    case "open":
      window.show(command.route);
      return;
    case "syncNow":
      await worker.call("agent.syncNow", { company: command.company });
      return;
    case "pause":
      store.change({ pausedUntil: pauseUntil(command.length, new Date()) });
      return;
    case "resume":
      store.change({ pausedUntil: null });
      return;
    case "openDatabaseFolder":
      await openDatabaseFolder({ store, place });
      return;
    case "copyConnection":
      await copyConnectionString({ store, place });
      return;
    case "quit":
      app.quit();
      return;
  }
}
