import { z } from "zod";
import { defaultTallyUrl, settingsSchema } from "./settings.ts";
import { languages } from "./texts/language.ts";

/**
 * What the tray app keeps between starts, in one file of the user's profile. Passwords are never in it: they lie with
 * the operating system (shell/secrets.ts). What the engine itself is told is part of it in the form of settings.ts.
 */

/** Grows by one when a stored file has to be read differently. */
export const appSettingsVersion = 1;

export const encryptionChoices = ["require", "no-verify", "disable"] as const;

/** Where the data is kept, without the password. An empty path is the default file in the user's data folder. */
export const databaseChoiceSchema = z.discriminatedUnion("product", [
  z.strictObject({ product: z.literal("sqlite"), path: z.string().max(1_000) }),
  z.strictObject({
    product: z.enum(["postgres", "mysql", "mssql"]),
    host: z.string().min(1).max(255),
    port: z.number().int().min(1).max(65_535),
    database: z.string().min(1).max(128),
    user: z.string().max(128),
    /** PostgreSQL only; empty: the server's default. */
    schema: z.string().max(63),
    ssl: z.enum(encryptionChoices),
    /** SQL Server only; empty: the port is used. */
    instance: z.string().max(128),
    /** SQL Server only: Windows login instead of user and password. */
    isTrusted: z.boolean(),
  }),
]);
export type DatabaseChoice = z.infer<typeof databaseChoiceSchema>;
export type ServerChoice = Exclude<DatabaseChoice, { readonly product: "sqlite" }>;

export const defaultPorts: Readonly<Record<ServerChoice["product"], number>> = {
  postgres: 5432,
  mysql: 3306,
  mssql: 1433,
};

export const themes = ["system", "light", "dark"] as const;

/** What the user is told by a notification; each can be switched off. */
export const notificationKinds = ["firstLoadDone", "problem", "recovered", "decisionNeeded"] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Steps of the first-run wizard, in order. `done` ends it. */
export const wizardSteps = ["findTally", "companies", "database", "schedule", "firstLoad", "done"] as const;
export type WizardStep = (typeof wizardSteps)[number];

export const everyMinutesChoices = [1, 2, 5, 10, 15, 30, 60, 120, 240] as const;

const { choice, customFields, backup, retention } = settingsSchema.shape;
const engineParts = { choice, customFields, backup, retention };

/** Until when nothing is asked from Tally: a moment (ISO 8601 UTC), or until the user resumes. */
const pausedUntilSchema = z.union([z.literal("untilResumed"), z.iso.datetime()]).nullable();

export const appSettingsSchema = z.object({
  version: z.literal(appSettingsVersion).default(appSettingsVersion),
  /** Where the wizard was left; `done` once the program is set up. */
  wizardStep: z.enum(wizardSteps).default("findTally"),
  tallyUrl: z.string().min(1).max(300).default(defaultTallyUrl),
  /** The built-in sample Tally is used instead of a real one. */
  isSample: z.boolean().default(false),
  database: databaseChoiceSchema.default({ product: "sqlite", path: "" }),
  /** `GUID:NUMBER` of the chosen companies; empty: every company that is open in Tally, new ones too. */
  companies: z.array(z.string().min(1).max(200)).max(1_000).default([]),
  everyMinutes: z.number().int().min(1).max(1_440).default(5),
  isStartedWithWindows: z.boolean().default(true),
  notifications: z
    .object({
      firstLoadDone: z.boolean().default(true),
      problem: z.boolean().default(true),
      recovered: z.boolean().default(true),
      decisionNeeded: z.boolean().default(true),
    })
    .prefault({}),
  language: z.enum(languages).default("en"),
  theme: z.enum(themes).default("system"),
  pausedUntil: pausedUntilSchema.default(null),
  isUpdatedByItself: z.boolean().default(true),
  // The engine's own, as in the settings file of the command line.
  ...engineParts,
});
export type AppSettings = z.infer<typeof appSettingsSchema>;

const changeable = appSettingsSchema.pick({
  wizardStep: true,
  tallyUrl: true,
  isSample: true,
  companies: true,
  everyMinutes: true,
  isStartedWithWindows: true,
  notifications: true,
  language: true,
  theme: true,
  isUpdatedByItself: true,
  choice: true,
  customFields: true,
  backup: true,
  retention: true,
});
type Changeable = ReturnType<typeof changeable.partial>;
export type AppSettingsChange = z.infer<Changeable>;

function withoutDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? (schema.unwrap() as z.ZodType)
    : schema;
}

/**
 * What the window may change with one call; the rest goes through calls of its own (database.use, agent.pause …).
 * Without the defaults, which `partial` would keep: what a change leaves out keeps its value.
 */
export const appSettingsChangeSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(changeable.shape).map(([name, schema]) => [name, withoutDefault(schema).optional()]),
  ),
) as unknown as z.ZodType<AppSettingsChange, z.input<Changeable>>;

export const defaultAppSettings: AppSettings = appSettingsSchema.parse({});
