import { unzipSync } from "fflate";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { systemClock } from "../../../src-main/contract/clock.ts";
import { diagnosticsFileName } from "../../../src-main/contract/file-names.ts";
import { settingsSchema } from "../../../src-main/contract/settings.ts";
import { openDestination, parseDatabaseUrl } from "../../../src-main/destination/open-destination.ts";
import { createDiagnostics } from "../../../src-main/diagnostics/create-diagnostics.ts";
import type { DiagnosticsParts } from "../../../src-main/diagnostics/create-diagnostics.ts";
import { runDoctor } from "../../../src-main/diagnostics/doctor.ts";
import { logFolder, openLogFile } from "../../../src-main/diagnostics/log-file.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import type { Books } from "../../../src-main/sample-tally/books.ts";
import type { TallyObject } from "../../../src-main/sample-tally/model.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { createEngine } from "../../../src-main/sync/engine.ts";
import { startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;
const passwords = { address: "hush-hush-1", environment: "hush-hush-2" };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-diagnostics-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function partsOf(trial: Trial, change: Partial<DiagnosticsParts> = {}): DiagnosticsParts {
  const location = parseDatabaseUrl(`sqlite:${trial.file}`);
  return {
    file: join(folder, diagnosticsFileName(new Date())),
    settings: settingsSchema.parse({
      tally: "http://accounts-of-sharma:9000",
      to: `postgres://asha:${passwords.address}@books-server/sharma_books?schema=sharma_schema`,
      companies: ["Sharma & Söhne"],
      backup: { folder: "C:\\Users\\Asha Sharma\\Backups" },
      customFields: [{ name: "transporter", table: "vouchers", expression: "$TransporterOfSharma" }],
    }),
    programVersion: "1.2.3",
    dataFolder: folder,
    tallyUrl: trial.port.url,
    memory: trial.memory,
    location,
    openDatabase: () => openDestination(location, { mayCreate: false }),
    doctor: null,
    clock: systemClock,
    ...change,
  };
}

function read(file: string): ReadonlyMap<string, string> {
  const entries = Object.entries(unzipSync(readFileSync(file)));
  return new Map(entries.map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
}

/** Every text of a book that is long enough to mean something, and every amount. */
function textsOf(object: TallyObject, into: Set<string> = new Set()): Set<string> {
  for (const value of Object.values(object.fields)) {
    const text = typeof value === "string" ? value.trim() : "";
    if (text.length >= 4 && /\p{L}/u.test(text)) into.add(text);
    if (/^-?\d{3,}\.\d{2}$/.test(text)) into.add(text);
  }
  for (const list of Object.values(object.lists)) for (const part of list) textsOf(part, into);
  return into;
}

function textsOfBooks(books: Books): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const object of [books.company, ...books.rawMasters(), ...books.rawVouchers()]) textsOf(object, texts);
  return texts;
}

/** As a word of its own: `Rent` is not in `current`. */
function holds(all: string, text: string): boolean {
  const place = all.indexOf(text);
  if (place < 0) return false;
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\d_])${escaped}(?![\\p{L}\\d_])`, "u").test(all);
}

/** Words that our own files use too. */
const ownWords =
  /^(?:Yes|No|None|true|false|items?|type|Tally|Number|Unknown|Default|Created|Primary|India)$/i;

/** A run whose every line is logged, with changes and one failure. */
async function workAndLog(trial: Trial): Promise<void> {
  const log = openLogFile({ folder: logFolder(folder) });
  const source = createTallySource({ url: trial.port.url });
  const engine = createEngine({
    source,
    destination: trial.destination,
    memory: trial.memory,
    clock: systemClock,
    log,
    onProgress: () => {},
    programVersion: "1.2.3",
    startedBy: "manual",
  });
  const request = { companies: [], full: false, acceptDeletes: false };
  await engine.sync(request, signal);
  const random = makeRandom(96);
  for (let count = 0; count < 20; count += 1) runRandomOperation(trial.control, random);
  trial.port.faults.add({ fault: { kind: "lineError", text: "Could not find Sharma & Söhne" }, after: 2 });
  await engine.sync(request, signal).catch(() => {});
  await engine.sync(request, signal);
  await source.close();
}

describe("the diagnostics file", () => {
  it("holds what a helper needs", async () => {
    await using trial = await startTrial({ vouchers: 30, seed: 96 });
    await trial.sync();
    openLogFile({ folder: logFolder(folder) }).info("started", { version: "1.2.3" });
    const made = await createDiagnostics(partsOf(trial));
    expect(statSync(made.file).size).toBe(made.bytes);
    const entries = read(made.file);
    expect([...entries.keys()]).toEqual([
      "READ ME.txt",
      "about.json",
      "settings.json",
      "tally.json",
      "doctor.json",
      "schema.json",
      "counts.json",
      "runs.json",
      "log/tally-replica.log",
    ]);
    expect(JSON.parse(entries.get("about.json")!)).toMatchObject({
      program: "1.2.3",
      platform: process.platform,
    });
    const schema = JSON.parse(entries.get("schema.json")!) as {
      tables: Record<string, { missing: string[] }>;
    };
    expect(schema).toMatchObject({
      product: "sqlite",
      settings: { product_name: "Tally Replica" },
      otherTables: 0,
    });
    for (const { name } of streams) expect(schema.tables[name]).toMatchObject({ missing: [] });
    const [counts] = JSON.parse(entries.get("counts.json")!) as [{ rows: Record<string, number> }];
    expect(counts.rows["vouchers"]).toBeGreaterThan(20);
    expect(JSON.parse(entries.get("runs.json")!)).toMatchObject({
      database: [{ company: 1, syncType: "full_dump", status: "success" }],
    });
  });

  it("holds nothing of the books, no name, no GUID, no folder and no password", async () => {
    process.env["TALLY_REPLICA_DB_PASSWORD"] = passwords.environment;
    try {
      await using trial = await startTrial({ vouchers: 60, seed: 96, companies: 2 });
      await workAndLog(trial);
      const parts = partsOf(trial);
      const { tallyUrl, source, memory, location, openDatabase, clock } = { ...parts, source: trial.source };
      const examined = { tallyUrl, source, memory, location, openDatabase, clock };
      const doctor = await runDoctor(
        {
          ...examined,
          companies: ["Sharma's other company"],
          programVersion: "1.2.3",
          discover: async () => [],
        },
        signal,
      );
      const { file } = await createDiagnostics({ ...parts, doctor });
      const all = [...read(file).values()].join("\n");
      const texts = new Set(trial.controls.flatMap(({ books }) => [...textsOfBooks(books)]));
      expect(texts.size).toBeGreaterThan(300);
      const found = [...texts].filter((text) => !ownWords.test(text) && holds(all, text));
      expect(found).toEqual([]);
      expect(all).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i);
      for (const secret of [
        ...Object.values(passwords),
        folder,
        tmpdir(),
        "asha",
        "Asha",
        "sharma",
        "Sharma",
      ]) {
        expect([secret, all.includes(secret)]).toEqual([secret, false]);
      }
    } finally {
      delete process.env["TALLY_REPLICA_DB_PASSWORD"];
    }
  });

  it("is made where the database is away, and says so", async () => {
    await using trial = await startTrial({ vouchers: 10, seed: 97 });
    const location = parseDatabaseUrl(`sqlite:${join(folder, "none.sqlite")}`);
    const openDatabase = () => openDestination(location, { mayCreate: false });
    const { file } = await createDiagnostics(partsOf(trial, { location, openDatabase }));
    expect(JSON.parse(read(file).get("counts.json")!)).toEqual({ error: "DEST_NO_DATABASE" });
  });

  it("says where it cannot be written", async () => {
    await using trial = await startTrial({ vouchers: 10, seed: 97 });
    const file = join(folder, "no such folder", "x.zip");
    await expect(createDiagnostics(partsOf(trial, { file }))).rejects.toMatchObject({
      code: "EXPORT_FOLDER_MISSING",
    });
  });
});
