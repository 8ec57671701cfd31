import Database from "better-sqlite3";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DoctorReport } from "../../../src-main/contract/doctor.ts";
import { describeFinding } from "../../../src-main/contract/texts.ts";
import { backUpFile, defaultBackupFolder } from "../../../src-main/destination/backup.ts";
import { openDestination, parseDatabaseUrl } from "../../../src-main/destination/open-destination.ts";
import { runDoctor } from "../../../src-main/diagnostics/doctor.ts";
import type { DoctorParts } from "../../../src-main/diagnostics/doctor.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { freePort } from "../../contract/postgres-server.ts";
import { hourMs, movableClock } from "../../support/movable-clock.ts";
import { fieldText, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-doctor-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function partsOf(trial: Trial, database: string, change: Partial<DoctorParts> = {}): DoctorParts {
  const location = parseDatabaseUrl(database);
  return {
    tallyUrl: trial.port.url,
    source: trial.source,
    memory: trial.memory,
    companies: [],
    location,
    openDatabase: () => openDestination(location, { mayCreate: false }),
    programVersion: "1.0.0",
    clock: movableClock(),
    discover: () => Promise.resolve([]),
    ...change,
  };
}

/** `check: state what`, in order. */
function summary({ findings }: DoctorReport): readonly string[] {
  return findings.map(({ check, state, code, key }) => `${check}: ${state} ${code ?? key}`);
}

const database = (): string => `sqlite:${join(folder, "books.sqlite")}`;

describe("the doctor", () => {
  it("finds nothing to do where all is well", async () => {
    await using trial = await startTrial({ vouchers: 20, seed: 90 });
    await trial.sync();
    await backUpFile({
      databaseFile: trial.file,
      folder: defaultBackupFolder(trial.file),
      keep: 1,
      at: new Date(),
    });
    const report = await runDoctor(partsOf(trial, `sqlite:${trial.file}`), signal);
    expect(summary(report)).toEqual([
      "tally: good tallyAnswers",
      "company: good companiesOpen",
      "leftovers: good leftoversNone",
      "database: good databaseAnswers",
      "rights: good rightsEnough",
      "clock: good clockRight",
      "disk: good diskEnough",
      "backup: good backupThere",
    ]);
    expect(report.worst).toBe("good");
  });

  it("says that Tally is closed, and where another one answers", async () => {
    await using trial = await startTrial({ vouchers: 10, seed: 91 });
    const port = await freePort();
    const source = createTallySource({ url: `http://127.0.0.1:${port}` });
    const report = await runDoctor(
      partsOf(trial, database(), {
        tallyUrl: `http://127.0.0.1:${port}`,
        source,
        discover: () => Promise.resolve([{ kind: "noCompany", url: trial.port.url, product: "TallyPrime" }]),
      }),
      signal,
    );
    await source.close();
    expect(summary(report).slice(0, 5)).toEqual([
      "tally: problem SOURCE_NOT_RUNNING",
      "tally: notice tallyElsewhere",
      "company: notice tallyNotAsked",
      "leftovers: good leftoversNone",
      "database: notice databaseNew",
    ]);
    const told = report.findings.map((each) => describeFinding(each, "en").happened).join(" ");
    expect(told).toContain(trial.port.url);
  });

  it("says which company is not open, and that a request is held back", async () => {
    await using trial = await startTrial({ vouchers: 10, seed: 92 });
    trial.memory.holdBack({ tallyUrl: trial.port.url, hash: "h", summary: "vouchers" });
    const companies = [fieldText(trial.control.books.company, "NAME"), "Gone & Co"];
    const report = await runDoctor(partsOf(trial, database(), { companies }), signal);
    expect(summary(report).slice(0, 3)).toEqual([
      "tally: good tallyAnswers",
      "company: problem SOURCE_COMPANY_NOT_OPEN",
      "leftovers: problem leftoversHeld",
    ]);
    expect(report.worst).toBe("problem");
  });

  it("tells apart a database that is away, another program's, damaged, and one it may not write", async () => {
    await using trial = await startTrial({ vouchers: 10, seed: 93 });
    const found = async (address: string): Promise<string | undefined> =>
      summary(await runDoctor(partsOf(trial, address), signal)).find((line) => line.includes("DEST_"));
    const port = await freePort();
    expect(await found(`postgres://asha@127.0.0.1:${port}/books`)).toBe("database: problem DEST_UNREACHABLE");
    const foreign = new Database(join(folder, "books.sqlite"));
    foreign.exec("create table recipes (name text)");
    foreign.close();
    expect(await found(database())).toBe("database: problem DEST_FOREIGN");
    writeFileSync(join(folder, "books.sqlite"), "no database at all ".repeat(500));
    expect(await found(database())).toBe("database: problem DEST_FOREIGN");
    expect(await found(`sqlite:${join(folder, "books.sqlite", "x.sqlite")}`)).toBe(
      "rights: problem DEST_UNWRITABLE",
    );
  });

  it("sees clocks that differ, and one that was set back", async () => {
    await using trial = await startTrial({ vouchers: 10, seed: 94 });
    await trial.sync();
    const look = async (aheadMs: number): Promise<readonly string[]> => {
      const clock = movableClock();
      clock.advance(aheadMs);
      const report = await runDoctor(partsOf(trial, `sqlite:${trial.file}`, { clock }), signal);
      return summary(report).filter((line) => line.startsWith("clock"));
    };
    expect(await look(0)).toEqual(["clock: good clockRight"]);
    expect(await look(hourMs)).toEqual(["clock: problem clockDiffers"]);
    await trial.destination.db
      .updateTable("companies")
      .set({ last_checked_at: "2099-01-01T00:00:00.000Z" })
      .execute();
    expect(await look(0)).toEqual(["clock: problem clockBehind"]);
  });
});
