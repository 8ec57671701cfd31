import path from "node:path";
import { app, Menu } from "electron";
import manifest from "../package.json" with { type: "json" };
import { defaultDatabaseFile, userDataFolder } from "./history/user-data-folder.ts";
import { hiddenArgument } from "./shell/autostart.ts";
import { lockDown } from "./shell/lock-down.ts";
import { openShellLog } from "./shell/log-file.ts";
import { rendererOrigin } from "./shell/renderer-files.ts";
import { registerRendererScheme } from "./shell/renderer-protocol.ts";
import { startTrayApp } from "./shell/tray-app.ts";
import type { TrayApp } from "./shell/tray-app.ts";
import type { SetupPlace } from "./shell/worker-setup.ts";

/** The tray app's main process. It only wires things together: all work is done in shell/ and in the worker. */

/** Equals the installer's appId, or Windows shows no notification (a test compares them). */
const applicationId = "com.tally-replica.app";

const dataFolder = userDataFolder();
const place: SetupPlace = {
  dataFolder,
  defaultDatabaseFile: defaultDatabaseFile(dataFolder),
  programVersion: manifest.version,
};
// Before the lock and before anything is opened: both belong to this folder.
app.setPath("userData", dataFolder);
app.setPath("sessionData", path.join(dataFolder, "window"));
app.setAppUserModelId(applicationId);
// Date fields of the window are written as in India, day first; numbers and sentences are the window's own.
app.commandLine.appendSwitch("lang", "en-IN");

const argumentsGiven = process.argv.slice(app.isPackaged ? 1 : 2);

function has(argument: string): boolean {
  return argumentsGiven.includes(argument);
}

async function runCommands(): Promise<void> {
  await app.whenReady();
  const { runHeadless } = await import("./headless.ts");
  const exitCode = await runHeadless(
    argumentsGiven.filter((argument) => argument !== "--headless"),
    place,
  );
  // What was written must have left before the end.
  process.stdout.write("", () => process.stderr.write("", () => app.exit(exitCode)));
}

async function keepUpdated(trayApp: TrayApp): Promise<void> {
  if (!app.isPackaged) return;
  const { keepUpToDate, mayUpdateItself } = await import("./shell/updates.ts");
  const { platform, resourcesPath, execPath } = process;
  if (!mayUpdateItself({ platform, resourcesFolder: resourcesPath, programFile: execPath })) return;
  const { default: updater } = await import("electron-updater");
  updater.autoUpdater.autoDownload = false;
  updater.autoUpdater.autoInstallOnAppQuit = false;
  keepUpToDate({
    updater: updater.autoUpdater,
    log: openShellLog(dataFolder),
    isWanted: () => trayApp.isUpdatedByItself(),
    isBetweenRuns: () => trayApp.isBetweenRuns(),
    beforeInstall: () => trayApp.endWork(),
    afterFailedInstall: () => trayApp.resumeWork(),
  });
}

function startShell(): void {
  registerRendererScheme();
  lockDown((address) => address.startsWith(`${rendererOrigin}/`));
  let trayApp: TrayApp | null = null;
  let isShutDown = false;
  app.on("second-instance", () => trayApp?.show());
  app.on("activate", () => trayApp?.show());
  // The tray stays when the window goes.
  app.on("window-all-closed", () => {});
  app.on("before-quit", (event) => {
    if (isShutDown || trayApp === null) return;
    event.preventDefault();
    void trayApp.shutDown().finally(() => {
      isShutDown = true;
      app.quit();
    });
  });
  void app.whenReady().then(async () => {
    Menu.setApplicationMenu(null);
    const bundles = import.meta.dirname;
    trayApp = startTrayApp({
      place,
      files: {
        preload: path.join(bundles, "preload.cjs"),
        worker: path.join(bundles, "worker.mjs"),
        renderer: path.join(bundles, "renderer"),
      },
      logFolder: path.join(dataFolder, "logs"),
      isStandIn: "isStandIn" in process,
      isHidden: has(hiddenArgument),
      isSample: has("--sample"),
      log: openShellLog(dataFolder),
    });
    await keepUpdated(trayApp);
  });
}

if (has("--headless")) void runCommands();
else if (app.requestSingleInstanceLock()) startShell();
else app.quit();
