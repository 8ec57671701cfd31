import { strToU8, zipSync } from "fflate";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Clock } from "../contract/clock.ts";
import type { DoctorReport } from "../contract/doctor.ts";
import { plainLogFields } from "../contract/logger.ts";
import { isThisComputer } from "../contract/settings.ts";
import type { Settings } from "../contract/settings.ts";
import type { DatabaseLocation } from "../destination/database-url.ts";
import type { Destination } from "../destination/destination.ts";
import { openTarget } from "../export/target-file.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { readInstallation } from "../source/installation.ts";
import { describeDatabase } from "./describe-database.ts";
import { logFiles, logFolder } from "./log-file.ts";

export interface DiagnosticsParts {
  /** Where the zip file goes; one that is there is replaced. */
  readonly file: string;
  readonly settings: Settings;
  readonly programVersion: string;
  readonly dataFolder: string;
  readonly tallyUrl: string;
  readonly memory: AgentMemory;
  readonly location: DatabaseLocation;
  /** A connection of its own, not prepared; it makes no file. */
  readonly openDatabase: () => Promise<Destination>;
  readonly doctor: DoctorReport | null;
  readonly clock: Clock;
}

interface MadeDiagnostics {
  readonly file: string;
  readonly bytes: number;
  readonly entries: readonly string[];
}

/** The newest log files, so that the zip can be sent by mail. */
const mostLogFiles = 2;
const mostLocalRuns = 100;

/**
 * One file for whoever helps: versions, settings, the last log, schema and counts. No book, no name of a company, no
 * GUID, no password, no folder of the person; nothing is sent. Every entry takes what is known to be plain, never what
 * is left after something was removed.
 */
export async function createDiagnostics(parts: DiagnosticsParts): Promise<MadeDiagnostics> {
  const { schema, counts, runs } = await describeDatabase(parts.openDatabase);
  const documents: Readonly<Record<string, unknown>> = {
    "about.json": describeProgram(parts),
    "settings.json": describeSettings(parts),
    "tally.json": describeTally(parts),
    "doctor.json": describeDoctor(parts.doctor),
    "schema.json": schema,
    "counts.json": counts,
    "runs.json": { database: runs, thisComputer: describeLocalRuns(parts.memory) },
  };
  const entries = new Map<string, Uint8Array>([["READ ME.txt", strToU8(readMe)]]);
  for (const [name, document] of Object.entries(documents)) {
    entries.set(name, strToU8(`${JSON.stringify(document, null, 2)}\n`));
  }
  for (const file of logFiles(logFolder(parts.dataFolder), mostLogFiles).filter((each) => existsSync(each))) {
    entries.set(`log/${path.basename(file)}`, readFileSync(file));
  }
  const target = await openTarget(path.resolve(parts.file), true);
  target.stream.write(zipSync(Object.fromEntries(entries), { mtime: parts.clock.now() }));
  return { file: target.file, bytes: await target.keep(), entries: [...entries.keys()] };
}

const readMe = `This file was made by Tally Replica for whoever helps you. It was not sent anywhere.

about.json     versions of the program, of Node and of the operating system
settings.json  the settings without names, folders, addresses and passwords
tally.json     what this Tally showed when it was first met
doctor.json    what was found when this file was made
schema.json    tables of the database, and what is missing in them
counts.json    how many rows each table has, company by company, without names
runs.json      the last runs: when, how long, how they ended
log/           the newest part of the log, if there is one; it holds no books
`;

function describeProgram({ programVersion, clock }: DiagnosticsParts): unknown {
  const { node, electron, v8 } = process.versions;
  const now = clock.now();
  return {
    program: programVersion,
    madeAt: now.toISOString(),
    minutesFromUtc: -now.getTimezoneOffset(),
    node,
    v8,
    electron: electron ?? null,
    platform: process.platform,
    architecture: process.arch,
    system: `${os.type()} ${os.release()}`,
    processors: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    freeMemoryBytes: os.freemem(),
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
  };
}

function describeSettings({ settings, location, tallyUrl }: DiagnosticsParts): unknown {
  const { backup, choice } = settings;
  return {
    tally: { isThisComputer: isThisComputer(tallyUrl), port: Number(new URL(tallyUrl).port) || 80 },
    database:
      location.product === "sqlite"
        ? { product: location.product }
        : {
            product: location.product,
            port: location.port,
            ssl: location.ssl,
            hasSchema: location.schema !== null,
            hasInstance: location.instance !== null,
            isTrusted: location.isTrusted,
          },
    companies: settings.companies.length,
    everySeconds: settings.everySeconds,
    language: settings.language,
    choice: choice === undefined ? null : { isFromADay: choice.from !== null, without: choice.without },
    customFields: settings.customFields?.length ?? 0,
    backup: {
      isOn: backup.isOn,
      everyHours: backup.everyHours,
      keep: backup.keep,
      hasFolder: backup.folder !== undefined,
    },
    retention: settings.retention,
  };
}

/** `seen` of an observation may repeat what Tally said, and Tally names companies. */
function describeTally({ memory, tallyUrl }: DiagnosticsParts): unknown {
  const met = readInstallation(memory.installation(tallyUrl));
  const heldBack = memory.heldBackRequests(tallyUrl).length;
  if (met === null) return { met: null, heldBack };
  const { url: _url, observations, ...forms } = met;
  return {
    met: {
      ...forms,
      observations: observations.map(({ step, outcome, code, elapsedMs, bytes }) => ({
        step,
        outcome,
        code,
        elapsedMs,
        bytes,
      })),
    },
    heldBack,
  };
}

function describeDoctor(report: DoctorReport | null): unknown {
  if (report === null) return null;
  return report.findings.map(({ check, state, code, key, values }) => ({
    check,
    state,
    code,
    key,
    values: Object.fromEntries(Object.entries(values).filter(([name]) => plainLogFields.has(name))),
  }));
}

/** Also those that never reached the database. */
function describeLocalRuns(memory: AgentMemory): unknown {
  return memory.recentRuns(mostLocalRuns).map(({ syncType, status, startedAt, completedAt, errorCode }) => ({
    syncType,
    status,
    startedAt,
    completedAt,
    errorCode,
  }));
}
