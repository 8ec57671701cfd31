import path from "node:path";
import { app, clipboard, shell } from "electron";
import type { AgentState } from "../contract/agent-state.ts";
import type { AppSettings } from "../contract/app-settings.ts";
import type { AppSnapshot } from "../contract/channels.ts";
import { connectionString, databaseAddress } from "../contract/database-address.ts";
import { ReplicaError } from "../contract/errors.ts";
import { diagnosticsFileName, exportFileName } from "../contract/file-names.ts";
import type { Logger } from "../contract/logger.ts";
import type { Result } from "../contract/channels.ts";
import type { Dialogs } from "./dialogs.ts";
import type { ShellAnswers } from "./ipc.ts";
import { openLink } from "./links.ts";
import type { Notifier } from "./notifier.ts";
import { pauseUntil } from "./pause.ts";
import type { Secrets } from "./secrets.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { SyncWorker } from "./sync-worker.ts";
import type { AppWindow } from "./window.ts";
import type { SetupPlace } from "./worker-setup.ts";

/** What the calls that the main process answers itself are made of. */
interface AnswerParts {
  readonly store: SettingsStore;
  readonly secrets: Secrets;
  readonly worker: SyncWorker;
  readonly window: AppWindow;
  readonly notifier: Notifier;
  readonly dialogs: Dialogs;
  readonly place: SetupPlace;
  readonly logFolder: string;
  readonly isStandIn: boolean;
  readonly log: Logger;
  state(): AgentState;
}

/** The worker's refusal becomes the call's own. */
function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  const { code, details, technical } = result.error;
  throw new ReplicaError(code, details, { cause: technical === "" ? undefined : new Error(technical) });
}

function databaseFileOf({ database }: AppSettings, { defaultDatabaseFile }: SetupPlace): string | null {
  if (database.product !== "sqlite") return null;
  return database.path === "" ? defaultDatabaseFile : database.path;
}

/** A server's data has no folder on this PC: the program's own is shown, with log and memory. */
export async function openDatabaseFolder({
  store,
  place,
}: Pick<AnswerParts, "store" | "place">): Promise<void> {
  const file = databaseFileOf(store.current, place);
  await shell.openPath(file === null ? place.dataFolder : path.dirname(file));
}

export async function copyConnectionString({
  store,
  place,
}: Pick<AnswerParts, "store" | "place">): Promise<string> {
  const copied = connectionString(store.current.database, place.defaultDatabaseFile);
  await clipboard.writeText(copied);
  return copied;
}

async function snapshot(parts: AnswerParts): Promise<AppSnapshot> {
  return {
    state: parts.state(),
    settings: parts.store.current,
    settingsNotice: parts.store.notice,
    about: {
      version: parts.place.programVersion,
      platform: process.platform,
      isStandIn: parts.isStandIn,
      canKeepSecrets: await parts.secrets.canKeep(),
      hasDatabasePassword: parts.secrets.has(),
      dataFolder: parts.place.dataFolder,
      logFolder: parts.logFolder,
    },
    route: parts.window.takeRoute(),
  };
}

async function addressToTry(
  { secrets, place }: AnswerParts,
  { database, password }: { readonly database: AppSettings["database"]; readonly password: string | null },
): Promise<string> {
  return databaseAddress(database, password ?? (await secrets.read()), place.defaultDatabaseFile);
}

/** Tests first, stores the password second, switches over last: a refused database changes nothing. */
async function useDatabase(
  parts: AnswerParts,
  wanted: { readonly database: AppSettings["database"]; readonly password: string | null },
): Promise<AppSettings> {
  const databaseUrl = await addressToTry(parts, wanted);
  unwrap(await parts.worker.call("internal.testDatabase", { databaseUrl }));
  const { database, password } = wanted;
  const needsPassword = database.product !== "sqlite" && !database.isTrusted;
  if (!needsPassword) await parts.secrets.store("");
  else if (password !== null) await parts.secrets.store(password);
  return parts.store.change({ database });
}

export function createAnswers(parts: AnswerParts): ShellAnswers {
  const { store, worker, dialogs } = parts;
  return {
    "app.snapshot": () => snapshot(parts),
    "app.openLink": ({ link }) => openLink(link),
    "app.openDatabaseFolder": () => openDatabaseFolder(parts),
    "app.copyConnectionString": async () => ({ copied: await copyConnectionString(parts) }),
    "app.createDiagnostics": async () => {
      const file = path.join(app.getPath("documents"), diagnosticsFileName(new Date()));
      const created = unwrap(await worker.call("internal.createDiagnostics", { file }));
      shell.showItemInFolder(created.file);
      return created;
    },
    "app.logProblem": ({ message }) => parts.log.warn("window", { message }),
    "app.restartWorker": () => worker.restart(),
    "settings.change": (change) => store.change(withoutMissing(change)),
    "settings.testNotification": ({ kind }) => parts.notifier.test(kind),
    "database.test": async (wanted) =>
      unwrap(await worker.call("internal.testDatabase", { databaseUrl: await addressToTry(parts, wanted) })),
    "database.use": (wanted) => useDatabase(parts, wanted),
    "database.chooseFile": async () => ({ path: await dialogs.chooseDatabaseFile() }),
    "backup.restore": async () => {
      const file = await dialogs.chooseBackup();
      return file === null ? null : unwrap(await worker.call("internal.restore", { file }));
    },
    "agent.pause": ({ length }) => {
      store.change({ pausedUntil: pauseUntil(length, new Date()) });
    },
    "agent.resume": () => {
      store.change({ pausedUntil: null });
    },
    "views.export": async (wanted) => {
      const company = parts.state().companies.find(({ key }) => key === wanted.company);
      const name = exportFileName({
        source: wanted.view,
        companyName: company?.name ?? null,
        format: wanted.format,
        at: new Date(),
        language: store.current.language,
      });
      const file = await dialogs.chooseExportFile(name, wanted.format);
      return file === null ? null : unwrap(await worker.call("internal.export", { ...wanted, file }));
    },
  };
}

/** What a change leaves out keeps its value; zod gives such entries as undefined. */
function withoutMissing(change: Readonly<Record<string, unknown>>): Partial<AppSettings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
