import { z } from "zod";
import type { AgentState, WireError } from "./agent-state.ts";
import { appSettingsChangeSchema, databaseChoiceSchema, notificationKinds } from "./app-settings.ts";
import type { AppSettings } from "./app-settings.ts";
import type {
  ChangePage,
  CompanyDetail,
  CompanyTables,
  DatabaseTest,
  FoundTally,
  HeldDeletePage,
  LastChange,
  ProblemList,
  QuarantinePage,
  RunDetail,
  RunPage,
  ViewDescription,
  ViewPage,
} from "./pages.ts";
import { customFieldSchema } from "./choice.ts";
import type { TriedField } from "./choice.ts";
import type { DoctorReport } from "./doctor.ts";

/**
 * The one table of calls between window and program. From it are derived: what preload.ts offers the window, what
 * shell/ipc.ts registers, validates and answers, and what the worker answers. A call that is not in it does not exist.
 *
 * `by` says who answers: `shell` (the main process: settings, dialogs, system) or `worker` (the utility process:
 * everything about Tally and the database). Inputs are checked with zod in the main process, never in the window.
 */

declare const answerType: unique symbol;

type Answerer = "shell" | "worker";

interface Channel<By extends Answerer, Input extends z.ZodType, Answer> {
  readonly by: By;
  readonly input: Input;
  /** Only a type: answers come from our own program. */
  readonly [answerType]?: Answer;
}

type Define<By extends Answerer> = <Answer>() => <Input extends z.ZodType>(
  input: Input,
) => Channel<By, Input, Answer>;

const byShell: Define<"shell"> = () => (input) => ({ by: "shell", input });
const byWorker: Define<"worker"> = () => (input) => ({ by: "worker", input });

const nothing = z.undefined();
const companyKey = z.string().min(3).max(200);
const day = z.iso.date();
const moment = z.iso.datetime();
const tableName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const searchText = z.string().max(200);
const page = { offset: z.number().int().min(0).max(100_000_000), limit: z.number().int().min(1).max(500) };

/** Which rows of a ready view are looked at; the export takes the same. */
const viewQuery = {
  company: companyKey,
  view: tableName,
  search: searchText.default(""),
  filters: z
    .array(
      z.strictObject({
        column: tableName,
        equals: z.string().max(400).optional(),
        contains: searchText.optional(),
        from: z.string().max(40).optional(),
        to: z.string().max(40).optional(),
      }),
    )
    .max(20)
    .default([]),
  sort: z.strictObject({ column: tableName, isDescending: z.boolean() }).nullable().default(null),
};

const databaseWithPassword = z.strictObject({
  database: databaseChoiceSchema,
  /** Null: the one that is stored. */
  password: z.string().max(1_000).nullable(),
});

export const pauseLengths = ["fifteenMinutes", "oneHour", "tillTomorrow", "untilResumed"] as const;
export type PauseLength = (typeof pauseLengths)[number];

/** Pages outside that the window may ask to open; the addresses are kept by the shell. */
const externalLinks = ["tallyPortHelp", "userGuide", "faq", "releases", "reportProblem"] as const;
export type ExternalLink = (typeof externalLinks)[number];

export const channels = {
  // The program itself.
  "app.snapshot": byShell<AppSnapshot>()(nothing),
  "app.openLink": byShell<void>()(z.strictObject({ link: z.enum(externalLinks) })),
  "app.openDatabaseFolder": byShell<void>()(nothing),
  "app.copyConnectionString": byShell<{ readonly copied: string }>()(nothing),
  "app.createDiagnostics": byShell<{ readonly file: string }>()(nothing),
  "app.logProblem": byShell<void>()(z.strictObject({ message: z.string().max(4_000) })),
  "app.restartWorker": byShell<void>()(nothing),

  // Settings.
  "settings.change": byShell<AppSettings>()(appSettingsChangeSchema),
  "settings.testNotification": byShell<void>()(z.strictObject({ kind: z.enum(notificationKinds) })),

  // The database.
  "database.test": byShell<DatabaseTest>()(databaseWithPassword),
  /** Tests, stores the password with the system and switches over; refused while the test fails. */
  "database.use": byShell<AppSettings>()(databaseWithPassword),
  /** Null when the user closed the dialog. */
  "database.chooseFile": byShell<{ readonly path: string | null }>()(nothing),
  "backup.now": byWorker<{ readonly file: string; readonly bytes: number }>()(nothing),
  "backup.list":
    byWorker<readonly { readonly file: string; readonly madeAt: string; readonly bytes: number }[]>()(
      nothing,
    ),
  /** Null when the user closed the dialog; a refused file is an error. */
  "backup.restore": byShell<{ readonly companies: readonly string[] } | null>()(nothing),

  // What the agent does.
  "agent.pause": byShell<void>()(z.strictObject({ length: z.enum(pauseLengths) })),
  "agent.resume": byShell<void>()(nothing),
  "agent.syncNow": byWorker<void>()(z.strictObject({ company: companyKey.nullable() })),
  "agent.stopRun": byWorker<void>()(nothing),
  "tally.find": byWorker<readonly FoundTally[]>()(z.strictObject({ typed: z.string().max(300).nullable() })),
  "tally.releaseRequests": byWorker<{ readonly released: number }>()(nothing),
  "doctor.run": byWorker<DoctorReport>()(nothing),

  // One company.
  "company.detail": byWorker<CompanyDetail>()(z.strictObject({ company: companyKey })),
  "company.tables": byWorker<CompanyTables>()(z.strictObject({ company: companyKey })),
  "company.verify": byWorker<void>()(z.strictObject({ company: companyKey })),
  "company.repair": byWorker<void>()(
    z.strictObject({
      company: companyKey,
      from: day.nullable().default(null),
      to: day.nullable().default(null),
      table: tableName.nullable().default(null),
    }),
  ),
  /** Everything is read again and compared by value. */
  "company.rebuild": byWorker<void>()(z.strictObject({ company: companyKey })),
  "company.remove": byWorker<void>()(z.strictObject({ company: companyKey })),
  /** A company that came from another address is followed there, or left. */
  "company.agreeAddress": byWorker<void>()(z.strictObject({ company: companyKey })),

  // The ready views.
  "views.list": byWorker<readonly ViewDescription[]>()(nothing),
  "views.page": byWorker<ViewPage>()(z.strictObject({ ...viewQuery, ...page })),
  /** Asks where to, then writes; null when the user closed the dialog. */
  "views.export": byShell<{ readonly file: string; readonly rows: number; readonly sheets: number } | null>()(
    z.strictObject({ ...viewQuery, format: z.enum(["csv", "xlsx"]) }),
  ),

  // Activity.
  "runs.page": byWorker<RunPage>()(
    z.strictObject({
      company: companyKey.nullable(),
      status: z.array(z.string().max(30)).max(10).default([]),
      search: searchText.default(""),
      from: moment.nullable().default(null),
      to: moment.nullable().default(null),
      ...page,
    }),
  ),
  "runs.detail": byWorker<RunDetail>()(z.strictObject({ company: companyKey, runId: z.string().max(64) })),
  "changes.page": byWorker<ChangePage>()(
    z.strictObject({
      company: companyKey.nullable(),
      runId: z.string().max(64).nullable().default(null),
      table: tableName.nullable().default(null),
      search: searchText.default(""),
      from: moment.nullable().default(null),
      to: moment.nullable().default(null),
      ...page,
    }),
  ),
  "changes.last": byWorker<readonly LastChange[]>()(
    z.strictObject({ limit: z.number().int().min(1).max(20) }),
  ),

  // Problems.
  "problems.list": byWorker<ProblemList>()(nothing),
  "quarantine.page": byWorker<QuarantinePage>()(z.strictObject({ company: companyKey.nullable(), ...page })),
  "quarantine.replay": byWorker<void>()(z.strictObject({ company: companyKey.nullable() })),
  /** Showing them is remembered: only what was shown can be decided. */
  "deletes.page": byWorker<HeldDeletePage>()(z.strictObject({ company: companyKey, ...page })),
  "deletes.decide": byWorker<{ readonly decided: number }>()(
    z.strictObject({
      company: companyKey,
      decision: z.enum(["accepted", "dismissed"]),
      /** `shownUntil` of the page that was shown: what came later is not decided. */
      shownUntil: moment,
    }),
  ),

  /** Entries that somebody decided to keep wait for a decision once more. */
  "deletes.askAgain": byWorker<{ readonly asked: number }>()(z.strictObject({ company: companyKey })),

  // Custom fields.
  "fields.try": byWorker<TriedField>()(
    z.strictObject({ field: customFieldSchema, company: companyKey.nullable(), isAgreed: z.boolean() }),
  ),
} as const;

export type ChannelName = keyof typeof channels;
export type ChannelInput<Name extends ChannelName> = z.input<(typeof channels)[Name]["input"]>;
export type ChannelParsed<Name extends ChannelName> = z.output<(typeof channels)[Name]["input"]>;
export type ChannelAnswer<Name extends ChannelName> =
  (typeof channels)[Name] extends Channel<Answerer, z.ZodType, infer Answer> ? Answer : never;

export type NamesBy<Who extends Answerer> = {
  [Name in ChannelName]: (typeof channels)[Name]["by"] extends Who ? Name : never;
}[ChannelName];

/** Calls never throw across a process: Electron would keep nothing of an error but its message. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: WireError };

/** Where the window should go, from a click on a notification or the tray menu. */
export type Route =
  | { readonly page: "companies" }
  | { readonly page: "company"; readonly company: string }
  | { readonly page: "activity"; readonly company?: string; readonly runId?: string }
  | { readonly page: "problems"; readonly company?: string }
  | {
      readonly page: "settings";
      readonly section?: "tally" | "database" | "schedule" | "notifications" | "data" | "fields" | "help";
    }
  | { readonly page: "wizard" };

/** What the program sends to the window without being asked. */
export interface Events {
  /** The whole picture again. */
  readonly "state.changed": AgentState;
  readonly "settings.changed": AppSettings;
  readonly "window.navigate": Route;
}
export type EventName = keyof Events;
export const eventNames = [
  "state.changed",
  "settings.changed",
  "window.navigate",
] as const satisfies readonly EventName[];

/** All the window needs to draw itself; asked after subscribing to the events. */
export interface AppSnapshot {
  readonly state: AgentState;
  readonly settings: AppSettings;
  /** What was wrong with the settings file, in order to be told once; null when all was well. */
  readonly settingsNotice: WireError | null;
  readonly about: {
    readonly version: string;
    readonly platform: string;
    /** Runs without Electron's program file, in the system's browser. */
    readonly isStandIn: boolean;
    /** Passwords can be kept by the operating system. */
    readonly canKeepSecrets: boolean;
    readonly hasDatabasePassword: boolean;
    /** Folder of the default database file. */
    readonly dataFolder: string;
    readonly logFolder: string;
  };
  /** Where to begin: a click on a notification may have opened the window. */
  readonly route: Route | null;
}

/** What preload.ts offers the window as `window.tallyReplica`. */
export interface WindowApi {
  invoke<Name extends ChannelName>(
    name: Name,
    input: ChannelInput<Name>,
  ): Promise<Result<ChannelAnswer<Name>>>;
  /** Returns how to stop listening. */
  listen<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): () => void;
}
