import { z } from "zod";
import { choiceSchema, customFieldSchema } from "./choice.ts";
import { ReplicaError } from "./errors.ts";
import { languages } from "./texts/language.ts";

export const defaultTallyUrl = "http://localhost:9000";
const defaultEverySeconds = 300;
/** From what a trial needs to what is no rhythm any more; minutes are usual, because each look holds Tally for a moment. */
export const everySecondsBounds = { least: 1, most: 86_400 } as const;

/** Copies of the SQLite file. A server is backed up by whoever runs it. */
const backupSettingsSchema = z.object({
  isOn: z.boolean().default(true),
  everyHours: z.number().int().min(1).max(8_784).default(24),
  /** So many copies stay; older ones are removed. */
  keep: z.number().int().min(1).max(1_000).default(3),
  /** Without one `backups` beside the database. */
  folder: z.string().min(1).optional(),
});
export type BackupSettings = z.infer<typeof backupSettingsSchema>;

const days = z.number().int().min(1).max(36_500).nullable();

/** How long records of what happened are kept; null is for ever. The books themselves are never thinned out. */
const retentionSettingsSchema = z.object({
  runsDays: days.default(365),
  changesDays: days.default(null),
});
export type RetentionSettings = z.infer<typeof retentionSettingsSchema>;

/** The settings file (`--config FILE`). Everything in it can be left out. */
export const settingsSchema = z.object({
  tally: z.string().min(1).default(defaultTallyUrl),
  /** Database address as after `--to`; without one the SQLite file in the user's data folder. */
  to: z.string().min(1).optional(),
  /** Names or GUIDs; empty means every open company. */
  companies: z.array(z.string().min(1)).default([]),
  everySeconds: z
    .number()
    .int()
    .min(everySecondsBounds.least)
    .max(everySecondsBounds.most)
    .default(defaultEverySeconds),
  language: z.enum(languages).default("en"),
  /** Years and parts that are replicated, for every company; without it each keeps what the database says of it. */
  choice: choiceSchema.optional(),
  /** Columns that a person wants to add; each is tried first, so a run alone never adds one. */
  customFields: z.array(customFieldSchema).optional(),
  backup: backupSettingsSchema.prefault({}),
  retention: retentionSettingsSchema.prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

export interface ParsedSettings {
  readonly settings: Settings;
  /** Entries nobody knows: told, not refused, so that an older program reads a newer file. */
  readonly unknownNames: readonly string[];
}

function parseJson(text: string, file: string): unknown {
  try {
    // Notepad writes a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ReplicaError("CONFIG_FILE", { file, detail: "it is not JSON" }, { cause: error });
  }
}

export function parseSettings(text: string, file: string): ParsedSettings {
  const document = parseJson(text, file);
  const result = settingsSchema.safeParse(document);
  if (!result.success) {
    const detail = result.error.issues
      .map((issue) => [issue.path.join("."), issue.message].filter((part) => part !== "").join(": "))
      .join("; ");
    throw new ReplicaError("CONFIG_FILE", { file, detail });
  }
  const unknownNames = Object.keys(document as object).filter((name) => !(name in settingsSchema.shape));
  return { settings: result.data, unknownNames };
}

/** True when the books do not leave this PC on their way from Tally. */
export function isThisComputer(tallyUrl: string): boolean {
  const { hostname } = new URL(tallyUrl);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
