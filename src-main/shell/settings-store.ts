import { copyFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ElectronStore from "electron-store";
import type { WireError } from "../contract/agent-state.ts";
import type { AppSettings } from "../contract/app-settings.ts";
import { readStoredSettings } from "./stored-settings.ts";

/** The settings file of the tray app. electron-store writes it whole or not at all. */
export interface SettingsStore {
  readonly current: AppSettings;
  /** What was wrong with the file when it was opened; null when all was well. */
  readonly notice: WireError | null;
  change(change: Partial<AppSettings>): AppSettings;
  onChanged(listener: (settings: AppSettings) => void): void;
}

function readText(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function keepDamaged(file: string, now: Date): string {
  const kept = `${file}.damaged-${now.toISOString().replaceAll(/[:.]/g, "-")}`;
  copyFileSync(file, kept);
  return kept;
}

/** Opens the file, keeps of a damaged, older or newer one what can be kept, and never loses the old text. */
export function openSettingsStore(folder: string, now: Date): SettingsStore {
  const file = path.join(folder, "settings.json");
  const read = readStoredSettings(readText(file));
  const kept = read.state === "damaged" ? keepDamaged(file, now) : file;
  const store = new ElectronStore<Record<string, unknown>>({
    name: "settings",
    cwd: folder,
    // What could not be read was judged above; a second opinion must not throw.
    clearInvalidConfig: true,
    configFileMode: 0o600,
  });
  let { settings } = read;
  // Entries of a newer version stay in the file, untouched.
  store.store = { ...read.unknown, ...settings };
  const listeners: ((settings: AppSettings) => void)[] = [];
  return {
    get current() {
      return settings;
    },
    notice: noticeOf(read.state, read.names, path.basename(kept)),
    change: (change) => {
      settings = { ...settings, ...change };
      store.store = { ...read.unknown, ...settings };
      for (const listener of listeners) listener(settings);
      return settings;
    },
    onChanged: (listener) => listeners.push(listener),
  };
}

function noticeOf(
  state: ReturnType<typeof readStoredSettings>["state"],
  names: readonly string[],
  file: string,
): WireError | null {
  if (state === "good") return null;
  const code = state === "newer" ? "CONFIG_SETTINGS_NEWER" : "CONFIG_SETTINGS_DAMAGED";
  return { code, details: { names: names.join(", "), file }, technical: "" };
}
