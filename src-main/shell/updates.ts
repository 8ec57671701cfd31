import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Logger } from "../contract/logger.ts";

/** What updating needs of electron-updater; narrow, so that the rules can be tried without it. */
interface Updater {
  checkForUpdates(): Promise<unknown>;
  downloadUpdate(): Promise<unknown>;
  /** Silent, and starts the program again. */
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void;
  on(event: "update-available" | "update-downloaded", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

interface UpdateParts {
  readonly updater: Updater;
  readonly log: Logger;
  isWanted(): boolean;
  /** Nothing is read or written at this moment. */
  isBetweenRuns(): boolean;
  /** Ends the worker at a safe point. */
  beforeInstall(): Promise<void>;
  /** The program is still here: the worker goes on. */
  afterFailedInstall(): void;
}

interface Installation {
  readonly platform: NodeJS.Platform;
  /** Where electron-builder puts app-update.yml. */
  readonly resourcesFolder: string;
  readonly programFile: string;
}

/**
 * electron-updater compares the publisher only where app-update.yml names one, and lets everything pass where none is
 * named: a program that was not signed does not update itself. Nor does one that was not installed (the portable zip),
 * because what it would get is an installer.
 */
export function mayUpdateItself({ platform, resourcesFolder, programFile }: Installation): boolean {
  if (platform !== "win32") return false;
  const { dir, base } = path.parse(programFile);
  const config = path.join(resourcesFolder, "app-update.yml");
  if (!existsSync(path.join(dir, `Uninstall ${base}`)) || !existsSync(config)) return false;
  return /^publisherName:/m.test(readFileSync(config, "utf8"));
}

const checkEveryMs = 6 * 60 * 60 * 1_000;
const lookEveryMs = 60_000;
/** A program that is to be replaced has ended long before. */
const quitWithinMs = 5 * 60_000;

/**
 * Downloads in the background, installs only between runs. The publisher of the installer is checked by
 * electron-updater (`mayUpdateItself` says where); a staged release reaches some PCs first.
 */
export function keepUpToDate(parts: UpdateParts): () => void {
  const { updater, log } = parts;
  let isDownloaded = false;
  let isInstalling = false;
  const warn = (error: unknown): void => log.warn("updating did not work", { error });
  updater.on("update-available", () => {
    if (parts.isWanted()) updater.downloadUpdate().catch(warn);
  });
  updater.on("update-downloaded", () => {
    isDownloaded = true;
  });
  let waiting: NodeJS.Timeout | undefined;
  const goOn = (): void => {
    if (!isInstalling) return;
    clearTimeout(waiting);
    isInstalling = false;
    // Not the same file again every minute: the next check brings it, or a better one.
    isDownloaded = false;
    parts.afterFailedInstall();
  };
  const endInstall = (error: unknown): void => {
    warn(error);
    goOn();
  };
  updater.on("error", endInstall);
  const check = (): void => {
    if (parts.isWanted()) updater.checkForUpdates().catch(warn);
  };
  const installWhenQuiet = async (): Promise<void> => {
    if (!isDownloaded || isInstalling || !parts.isWanted() || !parts.isBetweenRuns()) return;
    isInstalling = true;
    await parts.beforeInstall();
    waiting = setTimeout(goOn, quitWithinMs).unref();
    updater.quitAndInstall(true, true);
  };
  check();
  const checking = setInterval(check, checkEveryMs);
  const looking = setInterval(() => void installWhenQuiet().catch(endInstall), lookEveryMs);
  checking.unref();
  looking.unref();
  return () => {
    clearInterval(checking);
    clearInterval(looking);
    clearTimeout(waiting);
  };
}
