import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTrial } from "../../support/replica-trial.ts";
import { runCli } from "./run-cli.ts";
import type { CliResult } from "./run-cli.ts";

let folder = "";
let database = "";

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-export-cli-"));
  const home = path.join(folder, "replica");
  await using trial = await startTrial({ vouchers: 30, companies: 2, folder: home });
  await trial.sync();
  database = `sqlite:${trial.file}`;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]): Promise<CliResult> =>
  runCli(folder, ["export", "--to", database, ...args]);

describe("export", () => {
  it("writes one company's view where it was told, without Tally", async () => {
    const out = path.join(folder, "trial.xlsx");
    const { exitCode, stdout } = await run(
      "--view",
      "v_trial_balance",
      "--company",
      "Company 2",
      "--out",
      out,
      "--json",
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      source: "v_trial_balance",
      sheets: 1,
      file: out,
      aboutFile: null,
    });
    expect(readFileSync(out).subarray(0, 2).toString()).toBe("PK");
    const again = await run("--view", "v_trial_balance", "--out", out);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain("EXPORT_FILE_EXISTS");
    expect((await run("--view", "v_trial_balance", "--out", out, "--overwrite")).exitCode).toBe(0);
  });

  it("writes a whole table of every company, and says what is in it", async () => {
    const out = path.join(folder, "ledgers.csv");
    const { exitCode, stdout, stderr } = await run("--table", "ledgers", "--out", out, "--names");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("rows written to");
    expect(stderr).toContain("personal data");
    const text = readFileSync(out, "utf8");
    expect(text.split("\r\n", 1)[0]).toMatch(/^\uFEFFcompany_id,tally_guid,/);
    expect(text).toMatch(/\r\n1,/);
    expect(text).toMatch(/\r\n2,/);
    expect(readFileSync(`${out}.about.txt`, "utf8")).toContain("Company 2");
  });

  it("says what is wrong with a line", async () => {
    const out = path.join(folder, "never.csv");
    const wrong = [
      {
        args: ["--view", "v_trail_balance", "--out", out],
        exitCode: 2,
        says: "Did you mean v_trial_balance?",
      },
      { args: ["--out", out], exitCode: 2, says: "--view | --table" },
      { args: ["--view", "v_day_book", "--table", "ledgers", "--out", out], exitCode: 2, says: "--table" },
      { args: ["--view", "v_day_book", "--out", path.join(folder, "never")], exitCode: 2, says: "--format" },
      { args: ["--view", "v_day_book", "--company", "Nobody", "--out", out], exitCode: 2, says: "Nobody" },
      {
        args: ["--view", "v_day_book", "--out", path.join(out, "deeper.csv")],
        exitCode: 1,
        says: "EXPORT_FOLDER",
      },
    ];
    const told = [];
    for (const { args, says } of wrong) {
      const result = await run(...args);
      told.push({
        args,
        exitCode: result.exitCode,
        says: result.stderr.includes(says) ? says : result.stderr,
      });
    }
    expect(told).toEqual(wrong);
    expect(existsSync(out)).toBe(false);
  });

  it("speaks Hindi where the settings do", async () => {
    const config = path.join(folder, "settings.json");
    writeFileSync(config, JSON.stringify({ language: "hi" }));
    const out = path.join(folder, "दैनिक.csv");
    const { exitCode, stdout } = await run("--view", "v_day_book", "--out", out, "--config", config);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("में लिखी गईं");
    expect(readFileSync(out, "utf8").split("\r\n", 1)[0]).toContain("तारीख");
  });
});
