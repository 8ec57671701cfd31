import { nativeTheme, utilityProcess } from "electron";
import { emptyAgentState } from "../contract/agent-state.ts";
import type { AgentState, WireError } from "../contract/agent-state.ts";
import type { AppSettings } from "../contract/app-settings.ts";
import type { Logger } from "../contract/logger.ts";
import type { LastChange } from "../contract/pages.ts";
import { createAnswers } from "./answers.ts";
import { setAutostart } from "./autostart.ts";
import { createDialogs } from "./dialogs.ts";
import { registerChannels } from "./ipc.ts";
import { openNotificationMemory } from "./notification-memory.ts";
import { createNotifier } from "./notifier.ts";
import { watchPower } from "./power-events.ts";
import { rendererOrigin } from "./renderer-files.ts";
import { serveRenderer } from "./renderer-protocol.ts";
import { refusePermissions } from "./lock-down.ts";
import { openSecrets } from "./secrets.ts";
import { openSettingsStore } from "./settings-store.ts";
import { createSyncWorker } from "./sync-worker.ts";
import { createTray } from "./tray.ts";
import { runTrayCommand } from "./tray-commands.ts";
import { viewTray } from "./tray-view.ts";
import { createAppWindow } from "./window.ts";
import { makeSetup } from "./worker-setup.ts";
import type { SetupPlace } from "./worker-setup.ts";

/** Everything long-lived of the tray app, wired together once the system is ready. */
export interface TrayApp {
  /** Opens the window, or brings it to the front. */
  show(): void;
  readonly isBetweenRuns: () => boolean;
  isUpdatedByItself(): boolean;
  /** Ends the worker at a safe point; the window stays. `resumeWork` starts it again. */
  endWork(): Promise<void>;
  resumeWork(): void;
  /** Ends the worker at a safe point and lets the window close. */
  shutDown(): Promise<void>;
}

interface TrayAppParts {
  readonly place: SetupPlace;
  readonly files: { readonly preload: string; readonly worker: string; readonly renderer: string };
  readonly logFolder: string;
  readonly isStandIn: boolean;
  readonly isHidden: boolean;
  /** `--sample`: the built-in sample Tally is connected, whatever the settings say. */
  readonly isSample: boolean;
  readonly log: Logger;
}

const lastChangesShown = 5;

export function startTrayApp(parts: TrayAppParts): TrayApp {
  const { place, files, log } = parts;
  const now = (): Date => new Date();
  let state: AgentState = emptyAgentState;
  let lastChanges: readonly LastChange[] = [];
  /** Why the worker could not be told everything; shown until the settings change. */
  let setupError: WireError | null = null;
  let isEnding = false;

  const store = openSettingsStore(place.dataFolder, now());
  if (parts.isSample) store.change({ isSample: true });
  const secrets = openSecrets(place.dataFolder);

  refusePermissions();
  serveRenderer(files.renderer);
  const window = createAppWindow({
    preload: files.preload,
    onCrashed: (reason) => log.error("the window's page ended unexpectedly", { reason }),
    onSessionEnd: () => void worker.stop(),
  });
  const notifier = createNotifier({
    settings: () => store.current,
    open: (route) => window.show(route),
    nowMs: () => now().getTime(),
    memory: openNotificationMemory(place.dataFolder),
  });
  const tray = createTray((command) => void runTrayCommand(command, { store, worker, window, place }));

  const drawTray = (): void => {
    const { language, wizardStep } = store.current;
    tray.show(viewTray({ state, lastChanges, language, isSetUp: wizardStep === "done" }));
  };

  const takeState = (next: AgentState): void => {
    const hasEndedPass = state.lastPassAt !== next.lastPassAt;
    state = setupError === null ? next : { ...next, phase: "blocked", error: setupError };
    window.send("state.changed", state);
    notifier.note(state);
    drawTray();
    if (hasEndedPass) void refreshLastChanges();
  };

  const worker = createSyncWorker({
    fork: () =>
      utilityProcess.fork(files.worker, [], {
        serviceName: "Tally Replica engine",
        stdio: "pipe",
        env: { ...process.env, TALLY_REPLICA_HOME: place.dataFolder },
      }),
    log,
    onState: takeState,
    onCrashed: () => {
      const error: WireError = { code: "INTERNAL_WORKER_STOPPED", details: {}, technical: "" };
      takeState({ ...state, sequence: state.sequence + 1, phase: "stopped", error });
    },
  });

  const refreshLastChanges = async (): Promise<void> => {
    const result = await worker.call("changes.last", { limit: lastChangesShown });
    if (result.ok) lastChanges = result.value;
    drawTray();
  };

  const tellWorker = async (): Promise<void> => {
    const { setup, error } = await makeSetup(store.current, secrets, place, now());
    setupError = error;
    worker.setUp(setup);
    if (error !== null) takeState({ ...state, sequence: state.sequence + 1 });
  };

  const applySettings = (settings: AppSettings): void => {
    nativeTheme.themeSource = settings.theme;
    setAutostart(settings.isStartedWithWindows);
  };

  registerChannels({
    answers: createAnswers({
      store,
      secrets,
      worker,
      window,
      notifier,
      place,
      log,
      dialogs: createDialogs(
        () => window.parent(),
        () => store.current.language,
      ),
      logFolder: parts.logFolder,
      isStandIn: parts.isStandIn,
      state: () => state,
    }),
    callWorker: (name, input) => worker.call(name, input) as never,
    isOurPage: (senderId, address) => window.isOurs(senderId) && address.startsWith(`${rendererOrigin}/`),
    onRefused: (reason) => log.warn("a call of a page was refused", { reason }),
  });

  store.onChanged((settings) => {
    applySettings(settings);
    window.send("settings.changed", settings);
    drawTray();
    void tellWorker();
  });
  applySettings(store.current);
  drawTray();
  worker.start();
  void tellWorker();
  const stopWatching = watchPower((reason) => worker.wake(reason));
  // Before the wizard's end there is nothing to do in the background.
  if (!parts.isHidden || store.current.wizardStep !== "done") window.show(null);

  return {
    show: () => window.show(null),
    isBetweenRuns: () => state.phase !== "running",
    isUpdatedByItself: () => store.current.isUpdatedByItself,
    endWork: () => worker.stop(),
    resumeWork: () => {
      if (!isEnding) worker.resume();
    },
    shutDown: async () => {
      if (isEnding) return;
      isEnding = true;
      stopWatching();
      window.letGo();
      await worker.stop();
    },
  };
}
