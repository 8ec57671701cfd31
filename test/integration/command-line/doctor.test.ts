import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../contract/postgres-server.ts";
import { startTrial } from "../../support/replica-trial.ts";
import { runCli } from "./run-cli.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-cli-doctor-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("doctor", () => {
  test("says that all is well, and ends with the status of the worst it found", async () => {
    await using trial = await startTrial({ vouchers: 10, seed: 95 });
    const tally = ["--tally", trial.port.url];
    const well = await runCli(folder, ["doctor", ...tally]);
    expect(well).toMatchObject({ exitCode: 0, stderr: "" });
    expect(well.stdout).toContain("All is well.");

    const port = await freePort();
    const away = await runCli(folder, [
      "doctor",
      ...tally,
      "--to",
      `postgres://asha:hush@127.0.0.1:${port}/b`,
    ]);
    expect(away.exitCode).toBe(4);
    expect(away.stdout).toContain("[TO DO] The database does not answer");
    expect(away.stdout + away.stderr).not.toContain("hush");
  });

  test("prints one document, in the language of the settings", async () => {
    const port = await freePort();
    const config = path.join(folder, "settings.json");
    writeFileSync(config, JSON.stringify({ language: "hi" }));
    const hindi = await runCli(folder, ["doctor", "--tally", `http://127.0.0.1:${port}`, "--config", config]);
    expect(hindi.stdout).toContain("करना है");
    const closed = await runCli(folder, ["doctor", "--json", "--tally", `http://127.0.0.1:${port}`]);
    expect(closed.exitCode).toBe(3);
    const report = JSON.parse(closed.stdout) as {
      worst: string;
      findings: readonly { code: string | null }[];
    };
    expect(report.worst).toBe("problem");
    expect(report.findings.map(({ code }) => code)).toContain("SOURCE_NOT_RUNNING");
  });
});
