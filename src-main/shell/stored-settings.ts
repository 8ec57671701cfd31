import { appSettingsSchema, appSettingsVersion, defaultAppSettings } from "../contract/app-settings.ts";
import type { AppSettings } from "../contract/app-settings.ts";

/** What a settings file's text says, as far as it can be understood. Pure. */
interface StoredSettings {
  readonly state: "good" | "damaged" | "newer";
  readonly settings: AppSettings;
  /** Entries this version does not know; they are written back as they were. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** Entries that could not be read (damaged) or are not known (newer). */
  readonly names: readonly string[];
}

type Entries = Readonly<Record<string, unknown>>;

function parseEntries(text: string): Entries | null {
  try {
    const document: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof document === "object" && document !== null && !Array.isArray(document)
      ? (document as Entries)
      : null;
  } catch {
    return null;
  }
}

type SettingName = keyof typeof appSettingsSchema.shape;

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(appSettingsSchema.shape, name);
}

/** Takes entry by entry, so that one bad entry does not take the others with it. */
function readEntries(entries: Entries): { readonly settings: AppSettings; readonly bad: readonly string[] } {
  const bad: string[] = [];
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entries)) {
    if (!isSettingName(name) || name === "version") continue;
    const result = appSettingsSchema.shape[name].safeParse(value);
    if (result.success) good[name] = result.data;
    else bad.push(name);
  }
  return { settings: appSettingsSchema.parse({ ...good, version: appSettingsVersion }), bad };
}

/** `text` null: there is no file yet. */
export function readStoredSettings(text: string | null): StoredSettings {
  if (text === null) return { state: "good", settings: defaultAppSettings, unknown: {}, names: [] };
  const entries = parseEntries(text);
  if (entries === null) return { state: "damaged", settings: defaultAppSettings, unknown: {}, names: [] };
  const { settings, bad } = readEntries(entries);
  const unknown = Object.fromEntries(Object.entries(entries).filter(([name]) => !isSettingName(name)));
  const version = entries["version"];
  const isNewer = typeof version === "number" && version > appSettingsVersion;
  if (bad.length > 0 && !isNewer) return { state: "damaged", settings, unknown, names: bad };
  return {
    state: isNewer ? "newer" : "good",
    settings,
    unknown: isNewer ? { ...unknown, ...keep(entries, bad) } : unknown,
    names: isNewer ? [...bad, ...Object.keys(unknown)] : [],
  };
}

function keep(entries: Entries, names: readonly string[]): Entries {
  return Object.fromEntries(names.map((name) => [name, entries[name]]));
}
