import { testDatabase } from "../../agent/test-database.ts";
import { ReplicaError } from "../../contract/errors.ts";
import { say } from "../../contract/texts.ts";
import { backUpFile, defaultBackupFolder, listBackups } from "../../destination/backup.ts";
import { parseDatabaseUrl } from "../../destination/open-destination.ts";
import { restoreFile } from "../../destination/restore.ts";
import type { Agent } from "../agent.ts";
import { createReader } from "../reader/reader.ts";
import type { CallsNamed } from "./call-table.ts";

/** The file of the database; a server is backed up by whoever runs it. */
function requireFile(agent: Agent): string {
  const { databaseUrl, settings } = agent.requireSetup();
  const location = parseDatabaseUrl(databaseUrl);
  if (location.product === "sqlite") return location.path;
  throw new ReplicaError("CONFIG_USAGE", { problem: say(settings.language, "backupServer") });
}

function backupFolder(agent: Agent, databaseFile: string): string {
  return agent.requireSetup().settings.backup.folder ?? defaultBackupFolder(databaseFile);
}

export const databaseCalls = {
  "internal.testDatabase": (agent, { databaseUrl }) =>
    testDatabase(databaseUrl, agent.setup?.programVersion ?? ""),
  "internal.restore": (agent, { file }) => {
    const databaseFile = requireFile(agent);
    const at = agent.parts.clock.now();
    return agent.aside(async () => {
      const { companies } = await restoreFile({ from: file, databaseFile, at });
      return { companies };
    });
  },
  "internal.export": async (agent, input) => {
    const { settings, ...setup } = agent.requireSetup();
    // A thread of its own, so that pages can be looked at while a million rows are written.
    const reader = createReader({ ...setup });
    try {
      const { language } = settings;
      return await reader.ask("export", { ...input, language, programVersion: setup.programVersion });
    } finally {
      await reader.close();
    }
  },
  "backup.now": async (agent) => {
    const databaseFile = requireFile(agent);
    const { keep } = agent.requireSetup().settings.backup;
    const at = agent.parts.clock.now();
    const made = await backUpFile({ databaseFile, folder: backupFolder(agent, databaseFile), keep, at });
    return { file: made.file, bytes: made.bytes };
  },
  "backup.list": (agent) => {
    const databaseFile = requireFile(agent);
    return Promise.resolve(listBackups(databaseFile, backupFolder(agent, databaseFile)));
  },
} as const satisfies CallsNamed<
  "internal.testDatabase" | "internal.restore" | "internal.export" | "backup.now" | "backup.list"
>;
