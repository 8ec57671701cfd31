import Database from "better-sqlite3";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { backUpFile, defaultBackupFolder, listBackups } from "../../../src-main/destination/backup.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { restoreFile } from "../../../src-main/destination/restore.ts";
import { ledgers, testStreams } from "../../contract/destination-catalog.ts";
import { identity, prepareCompany, row, selectAll, write } from "../../contract/destination-helpers.ts";
import type { Prepared } from "../../contract/destination-helpers.ts";

let folder = "";
let databaseFile = "";
let backups = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-backup-"));
  databaseFile = join(folder, "खाता.sqlite");
  backups = defaultBackupFolder(databaseFile);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const day = (number: number): Date => new Date(Date.UTC(2026, 3, number, 10, 30));

async function open(path = databaseFile): Promise<Destination> {
  const destination = await openDestination(`sqlite:${path}`);
  await destination.prepare(testStreams, "1.0.0");
  return destination;
}

async function writeLedger(destination: Destination, company: Prepared, guid: string): Promise<void> {
  await write(destination, company, ledgers, [row(ledgers, guid, { name: guid, notes: "x".repeat(2_000) })]);
}

async function names(path: string): Promise<readonly unknown[]> {
  await using destination = await open(path);
  const { companyId } = await prepareCompany(destination);
  return (await selectAll(destination, companyId, ledgers)).map((values) => values["name"]);
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return "none";
  } catch (error) {
    return error instanceof ReplicaError ? error.code : String(error);
  }
}

describe("a backup of the SQLite file", () => {
  it("is one whole file as of one moment, while the database is written", async () => {
    await using destination = await open();
    const company = await prepareCompany(destination);
    for (let count = 0; count < 300; count += 1) await writeLedger(destination, company, `before-${count}`);
    let during = 0;
    const writing: Promise<void>[] = [];
    const backup = await backUpFile({
      databaseFile,
      folder: backups,
      keep: 3,
      at: day(1),
      onProgress: () => {
        during += 1;
        writing.push(writeLedger(destination, company, `during-${during}`));
      },
    });
    await Promise.all(writing);
    expect(during).toBeGreaterThan(0);
    expect(readdirSync(backups)).toEqual(["खाता-20260401T103000Z.sqlite"]);
    expect(statSync(backup.file).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
    expect(await names(backup.file)).toEqual(
      Array.from({ length: 300 }, (_, count) => `before-${count}`).toSorted(),
    );
  });

  it("keeps so many and lets the oldest go, nothing else", async () => {
    await using destination = await open();
    await prepareCompany(destination);
    const foreign = join(backups, "notes.txt");
    for (const number of [1, 2, 3, 4]) {
      await backUpFile({ databaseFile, folder: backups, keep: 2, at: day(number) });
      writeFileSync(foreign, "mine");
      writeFileSync(join(backups, "खाता-20260401T103000Z.sqlite.unfinished"), "killed");
    }
    expect(listBackups(databaseFile, backups).map(({ madeAt }) => madeAt)).toEqual([
      "2026-04-04T10:30:00.000Z",
      "2026-04-03T10:30:00.000Z",
    ]);
    await backUpFile({ databaseFile, folder: backups, keep: 2, at: day(5) });
    expect(readdirSync(backups).toSorted()).toEqual([
      "notes.txt",
      "खाता-20260404T103000Z.sqlite",
      "खाता-20260405T103000Z.sqlite",
    ]);
  });

  it("of a damaged database is none, and older copies stay", async () => {
    {
      await using destination = await open();
      const company = await prepareCompany(destination);
      for (let count = 0; count < 50; count += 1) await writeLedger(destination, company, `l-${count}`);
    }
    await backUpFile({ databaseFile, folder: backups, keep: 1, at: day(1) });
    const size = statSync(databaseFile).size;
    const bytes = new Database(databaseFile);
    bytes.pragma("journal_mode = DELETE");
    bytes.close();
    truncateSync(databaseFile, size - 8_192);
    const failure = await codeOf(() => backUpFile({ databaseFile, folder: backups, keep: 1, at: day(2) }));
    expect(failure).toBe("DEST_DAMAGED");
    expect(readdirSync(backups)).toEqual(["खाता-20260401T103000Z.sqlite"]);
  });

  it("that is stopped leaves nothing", async () => {
    await using destination = await open();
    const company = await prepareCompany(destination);
    for (let count = 0; count < 300; count += 1) await writeLedger(destination, company, `l-${count}`);
    const stop = new AbortController();
    const failure = await codeOf(() =>
      backUpFile({
        databaseFile,
        folder: backups,
        keep: 1,
        at: day(1),
        signal: stop.signal,
        onProgress: () => stop.abort(),
      }),
    );
    expect(failure).toBe("INTERNAL_STOPPED");
    expect(readdirSync(backups)).toEqual([]);
  });

  it("says where it cannot be made", async () => {
    expect(await codeOf(() => backUpFile({ databaseFile, folder: backups, keep: 1, at: day(1) }))).toBe(
      "DEST_NO_DATABASE",
    );
    await using destination = await open();
    await prepareCompany(destination);
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(
      await codeOf(() => backUpFile({ databaseFile, folder: join(file, "x"), keep: 1, at: day(1) })),
    ).toBe("DEST_UNWRITABLE");
  });
});

describe("restoring a copy", () => {
  async function makeCopy(): Promise<string> {
    await using destination = await open();
    const company = await prepareCompany(destination);
    await writeLedger(destination, company, "old");
    const { file } = await backUpFile({ databaseFile, folder: backups, keep: 1, at: day(1) });
    await writeLedger(destination, company, "new");
    return file;
  }

  it("puts it in the place of the database, which is kept aside", async () => {
    const copy = await makeCopy();
    const restored = await restoreFile({ from: copy, databaseFile, at: day(2) });
    expect(restored).toEqual({
      keptAside: `${databaseFile}.before-restore-20260402T103000Z`,
      companies: [identity.name],
    });
    expect(await names(databaseFile)).toEqual(["old"]);
    expect(await names(restored.keptAside!)).toEqual(["new", "old"]);
    expect(existsSync(copy)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes("incoming"))).toEqual([]);
  });

  it("works where the database is gone, or damaged", async () => {
    const copy = await makeCopy();
    rmSync(databaseFile);
    expect(await restoreFile({ from: copy, databaseFile, at: day(2) })).toMatchObject({ keptAside: null });
    writeFileSync(databaseFile, "This was a database once. ".repeat(1_000));
    const again = await restoreFile({ from: copy, databaseFile, at: day(3) });
    expect(again.keptAside).toContain("before-restore-20260403T103000Z");
    expect(await names(databaseFile)).toEqual(["old"]);
  });

  it("waits for nobody: a database that is open somewhere is left alone", async () => {
    const copy = await makeCopy();
    const destination = await open();
    await prepareCompany(destination);
    expect(await codeOf(() => restoreFile({ from: copy, databaseFile, at: day(2) }))).toBe("DEST_LOCKED");
    await destination.close();
    expect(await names(databaseFile)).toEqual(["new", "old"]);
  });

  it("refuses what is missing, the database itself, foreign, damaged or of a newer program", async () => {
    const copy = await makeCopy();
    const restoring = (from: string): Promise<string> =>
      codeOf(() => restoreFile({ from, databaseFile, at: day(2) }));
    expect(await restoring(join(folder, "none.sqlite"))).toBe("DEST_NO_DATABASE");
    expect(await restoring(databaseFile)).toBe("CONFIG_USAGE");
    const text = join(folder, "text.sqlite");
    writeFileSync(text, "These are my notes. ".repeat(500));
    expect(await restoring(text)).toBe("DEST_FOREIGN");
    const empty = join(folder, "empty.sqlite");
    writeFileSync(empty, "");
    expect(await restoring(empty)).toBe("DEST_FOREIGN");
    const foreign = join(folder, "foreign.sqlite");
    const recipes = new Database(foreign);
    recipes.exec("create table recipes (name text)");
    recipes.close();
    expect(await restoring(foreign)).toBe("DEST_FOREIGN");
    const damaged = join(folder, "damaged.sqlite");
    copyFileSync(copy, damaged);
    truncateSync(damaged, statSync(damaged).size - 8_192);
    expect(await restoring(damaged)).toBe("DEST_DAMAGED");
    const newer = join(folder, "newer.sqlite");
    copyFileSync(copy, newer);
    const database = new Database(newer);
    database.exec("update settings_info set value = '9000' where name = 'schema_version'");
    database.close();
    expect(await restoring(newer)).toBe("DEST_NEWER");
    expect(await names(databaseFile)).toEqual(["new", "old"]);
    expect(readdirSync(folder).filter((name) => /incoming|before-restore/.test(name))).toEqual([]);
  });
});
