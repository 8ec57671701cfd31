import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { findOrCreateCompany } from "../../../src-main/destination/companies-store.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { fieldText, startTrial } from "../../support/replica-trial.ts";
import { finished, runCli, startCli } from "./run-cli.ts";

let folder = "";
let database = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-cli-backup-"));
  database = `sqlite:${path.join(folder, "books.sqlite")}`;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function addCompany(name: string): Promise<void> {
  await using destination = await openDestination(database);
  await destination.prepare(streams, "0.0.0");
  await findOrCreateCompany(destination, { guid: name, companyNumber: "1", name, booksFrom: "2025-04-01" });
}

describe("backup and restore", () => {
  test("copy the file, keep so many, and put a copy back", async () => {
    await addCompany("Sharma शर्मा");
    const made = await runCli(folder, ["backup", "--to", database, "--json"]);
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    const { backup } = JSON.parse(made.stdout) as { backup: { file: string; bytes: number } };
    expect(path.dirname(backup.file)).toBe(path.join(folder, "backups"));
    expect(backup.bytes).toBeGreaterThan(10_000);

    await addCompany("Later");
    const restored = await runCli(folder, ["restore", "--from", backup.file, "--to", database]);
    expect(restored.exitCode).toBe(0);
    expect(restored.stdout).toContain("It holds: Sharma शर्मा.");
    expect(restored.stdout).toContain("books.sqlite.before-restore-");
    const status = await runCli(folder, ["status", "--to", database]);
    expect(status.stdout).toContain("Sharma शर्मा");
    expect(status.stdout).not.toContain("Later");
  });

  test("go to the folder and the number of the settings, or of the line", async () => {
    await addCompany("Sharma");
    const config = path.join(folder, "settings.json");
    writeFileSync(config, JSON.stringify({ backup: { keep: 1, folder: path.join(folder, "kept") } }));
    await runCli(folder, ["backup", "--to", database, "--config", config]);
    expect(readdirSync(path.join(folder, "kept"))).toHaveLength(1);
    const elsewhere = path.join(folder, "else where");
    const second = await runCli(folder, ["backup", "--to", database, "--out", elsewhere, "--keep", "2"]);
    expect(second.stdout).toContain(elsewhere);
    expect(readdirSync(elsewhere)).toHaveLength(1);
  });

  test("say what is wrong", async () => {
    const server = await runCli(folder, ["backup", "--to", "postgres://asha:secret@db/books"]);
    expect(server.exitCode).toBe(2);
    expect(server.stderr).toContain("Whoever runs it backs it up");
    expect(server.stderr).not.toContain("secret");
    const missing = await runCli(folder, ["backup", "--to", database]);
    expect(missing.exitCode).toBe(4);
    await addCompany("Sharma");
    const text = path.join(folder, "notes.txt");
    writeFileSync(text, "my notes ".repeat(500));
    const foreign = await runCli(folder, ["restore", "--from", text, "--to", database]);
    expect(foreign.exitCode).toBe(4);
    expect(foreign.stderr).toContain("DEST_FOREIGN");
  });
});

describe("a watch", () => {
  test("copies the database when it is due and writes a log without books", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 77 });
    const args = ["watch", "--tally", trial.port.url, "--to", database, "--every", "1"];
    const watching = startCli(folder, args);
    watching.stderr.on("data", (text: Buffer) => {
      if (text.toString("utf8").includes("was copied to")) watching.kill("SIGINT");
    });
    const { exitCode } = await finished(watching);
    expect(exitCode).toBe(130);
    const backups = readdirSync(path.join(folder, "backups"));
    expect(backups).toHaveLength(1);
    const copy = await runCli(folder, [
      "status",
      "--to",
      `sqlite:${path.join(folder, "backups", backups[0]!)}`,
    ]);
    expect(copy.stdout).toContain(fieldText(trial.control.books.company, "NAME"));

    const log = path.join(folder, "logs", "tally-replica.log");
    expect(existsSync(log)).toBe(true);
    const text = readFileSync(log, "utf8");
    expect(text).toContain('"message":"planned","mode":"full_load"');
    expect(text).toContain('"message":"database copied"');
    for (const company of trial.controls)
      expect(text).not.toContain(fieldText(company.books.company, "NAME"));
  });
});
