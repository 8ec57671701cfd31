import { testDatabase } from "../../agent/test-database.ts";
import { defaultBackupFolder, listBackups } from "../../destination/backup.ts";
import { restoreFile } from "../../destination/restore.ts";
import type { Agent } from "../agent.ts";
import { requireFile } from "../database-line.ts";
import { createReader } from "../reader/reader.ts";
import type { CallsNamed } from "./call-table.ts";

function backupFolder(agent: Agent, databaseFile: string): string {
  return agent.requireSetup().settings.backup.folder ?? defaultBackupFolder(databaseFile);
}

export const databaseCalls = {
  "internal.testDatabase": (agent, { databaseUrl }) =>
    testDatabase(databaseUrl, agent.setup?.programVersion ?? ""),
  "internal.restore": (agent, { file }) => {
    const databaseFile = requireFile(agent.requireSetup());
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
    const made = await (await agent.openings.workSoon()).housekeeping.backUp();
    return { file: made.file, bytes: made.bytes };
  },
  "backup.list": (agent) => {
    const databaseFile = requireFile(agent.requireSetup());
    return Promise.resolve(listBackups(databaseFile, backupFolder(agent, databaseFile)));
  },
} as const satisfies CallsNamed<
  "internal.testDatabase" | "internal.restore" | "internal.export" | "backup.now" | "backup.list"
>;
