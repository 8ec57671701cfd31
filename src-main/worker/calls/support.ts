import type { DoctorReport } from "../../contract/doctor.ts";
import { settingsSchema } from "../../contract/settings.ts";
import { openDestination, parseDatabaseUrl } from "../../destination/open-destination.ts";
import { createDiagnostics } from "../../diagnostics/create-diagnostics.ts";
import { runDoctor } from "../../diagnostics/doctor.ts";
import type { Agent } from "../agent.ts";
import type { Surroundings } from "../openings.ts";
import type { CallsNamed } from "./call-table.ts";

/** What doctor and diagnostics are both told. */
function commonParts(agent: Agent, { setup, memory }: Surroundings) {
  const location = parseDatabaseUrl(setup.databaseUrl);
  return {
    tallyUrl: agent.board.facts.tally.url,
    memory,
    location,
    openDatabase: () => openDestination(location, { mayCreate: false }),
    programVersion: setup.programVersion,
    clock: agent.parts.clock,
  };
}

/** Its questions to Tally queue up behind a run, because it asks with the same source. */
async function examine(agent: Agent): Promise<DoctorReport> {
  const around = await agent.openings.around();
  const { setup, tally } = around;
  const { companies, backup } = setup.settings;
  const parts = {
    ...commonParts(agent, around),
    source: tally.source,
    companies,
    backupFolder: backup.folder,
  };
  return await runDoctor(parts, new AbortController().signal);
}

/** Made even where the doctor cannot finish. */
async function packDiagnostics(agent: Agent, file: string): Promise<{ readonly file: string }> {
  const around = await agent.openings.around();
  const { setup } = around;
  const { tallyUrl, everyMinutes, ...rest } = setup.settings;
  const settings = settingsSchema.parse({ ...rest, tally: tallyUrl, everySeconds: everyMinutes * 60 });
  const doctor = await examine(agent).catch(() => null);
  const { dataFolder } = setup;
  const made = await createDiagnostics({ ...commonParts(agent, around), file, settings, dataFolder, doctor });
  return { file: made.file };
}

export const supportCalls = {
  "doctor.run": examine,
  "internal.createDiagnostics": (agent, { file }) => packDiagnostics(agent, file),
} as const satisfies CallsNamed<"doctor.run" | "internal.createDiagnostics">;
