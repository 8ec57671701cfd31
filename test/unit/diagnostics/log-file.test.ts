import fc from "fast-check";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { combineLoggers, plainLogFields } from "../../../src-main/contract/logger.ts";
import { writeLogLine } from "../../../src-main/diagnostics/log-entry.ts";
import { logFiles, openLogFile } from "../../../src-main/diagnostics/log-file.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-log-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const at = new Date("2026-04-01T10:00:00Z");

function read(): readonly Record<string, unknown>[] {
  return logFiles(folder)
    .toReversed()
    .flatMap((file) => {
      try {
        return readFileSync(file, "utf8").trimEnd().split("\n");
      } catch {
        return [];
      }
    })
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("the log file", () => {
  test("turns over at its size and keeps so many files", () => {
    const log = openLogFile({ folder, mostBytes: 1_000, files: 3, now: () => at });
    for (let count = 0; count < 100; count += 1) log.info("a line", { count });
    expect(readdirSync(folder).toSorted()).toEqual([
      "tally-replica.log",
      "tally-replica.log.1",
      "tally-replica.log.2",
    ]);
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000);
    const counts = read().map((line) => Number(line["count"]));
    expect(counts.at(-1)).toBe(99);
    expect(counts).toEqual(Array.from(counts, (_, index) => (counts[0] ?? 0) + index));
    expect(counts.length).toBeGreaterThan(25);
  });

  test("is readable by its owner alone, and goes on after a restart", () => {
    openLogFile({ folder }).warn("first");
    openLogFile({ folder }).error("second");
    expect(read().map(({ message }) => message)).toEqual(["first", "second"]);
    expect(statSync(join(folder, "tally-replica.log")).mode & 0o777).toBe(
      process.platform === "win32" ? 0o666 : 0o600,
    );
  });

  test("does not stop the program where it cannot be written", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => openLogFile({ folder: join(file, "logs") }).error("lost")).not.toThrow();
  });

  test("is told beside another log", () => {
    const told: string[] = [];
    const note = (message: string): void => void told.push(message);
    const other = { debug: note, info: note, warn: note, error: note };
    const log = combineLoggers(openLogFile({ folder }), other);
    log.debug("one");
    log.info("two");
    expect(told).toEqual(["one", "two"]);
    expect(read()).toHaveLength(1);
  });
});

describe("a line of the log file", () => {
  const parse = (details: Record<string, unknown>): Record<string, unknown> =>
    JSON.parse(writeLogLine(at, "info", "message", details)) as Record<string, unknown>;

  test("leaves out what may be of the books and names what it left out", () => {
    expect(
      parse({ mode: "full_load", company: "Sharma & Söhne", request: "Sharma: Sales", rows: 5 }),
    ).toEqual({
      at: "2026-04-01T10:00:00.000Z",
      level: "info",
      message: "message",
      mode: "full_load",
      rows: 5,
      leftOut: ["company", "request"],
    });
  });

  test("tells an error by its codes and places, without its words", () => {
    const cause = Object.assign(new Error("Key (name)=(Rent) already exists"), { code: "23505" });
    const error = new ReplicaError(
      "DEST_FAILED",
      { database: "postgres://db/books", detail: "Key (name)=(Rent)", count: 3 },
      { cause },
    );
    const line = JSON.stringify(parse({ error }));
    expect(line).not.toMatch(/Rent|books/);
    expect(parse({ error })).toMatchObject({
      error: { name: "ReplicaError", code: "DEST_FAILED", count: 3, cause: { name: "Error", code: "23505" } },
    });
    expect(line).toContain("log-file.test.ts:");
    expect(line).not.toContain(import.meta.dirname);
  });

  test("never holds a text that stands in any other field", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((name) => !plainLogFields.has(name)),
          fc.oneof(fc.constant("ZZQQ-secret"), fc.constant({ deep: ["ZZQQ-secret"] })),
        ),
        (details) => {
          const { message, ...rest } = parse(details);
          expect(JSON.stringify([message, { ...rest, leftOut: [] }])).not.toContain("ZZQQ-secret");
        },
      ),
    );
  });

  test("hides the password of an address", () => {
    expect(writeLogLine(at, "warn", "postgres://asha:hush@db/books", undefined)).not.toContain("hush");
  });
});
