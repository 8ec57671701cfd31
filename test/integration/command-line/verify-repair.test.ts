import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { givenCliTrial } from "./cli-trial.ts";
import { finished } from "./run-cli.ts";

const trial = givenCliTrial({ companies: 2, vouchers: 40 });
const { cli } = trial;

function damage(statement: string): void {
  const database = new Database(trial.file);
  database.exec(statement);
  database.close();
}

describe("verify and repair", () => {
  test("tell whether the database equals Tally, name what differs, put it right", async () => {
    const name = trial.sample.books[0]?.name ?? "";
    expect((await cli("verify")).exitCode).toBe(5);
    await cli("sync", "--quiet");
    const good = await cli("verify", "--json");
    expect(good.exitCode).toBe(0);
    const { companies } = JSON.parse(good.stdout) as { companies: Record<string, unknown>[] };
    expect(companies).toMatchObject([
      { company: name, verdict: "verified", differences: [] },
      { verdict: "verified", differences: [] },
    ]);
    expect(companies[0]?.["checked"]).toEqual({
      ledgers: expect.any(Number),
      voucherCounts: expect.any(Number),
      stockItems: expect.any(Number),
    });
    damage(
      `update ledgers set opening_balance = opening_balance + 1.25
       where tally_guid = (select max(tally_guid) from ledgers where company_id = 1 and opening_balance <> 0)`,
    );
    const bad = await cli("verify", "--json", "--company", name);
    expect(bad.exitCode).toBe(5);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      companies: [{ verdict: "differs", differences: [{ kind: "ledger", tally: expect.any(String) }] }],
    });
    expect((await cli("verify")).stdout).toContain("differs from Tally");
    const repaired = await cli("repair", "--json", "--company", name);
    expect(repaired.exitCode).toBe(0);
    expect(JSON.parse(repaired.stdout)).toMatchObject({
      runs: [{ syncType: "repair", status: "success", updated: 1, entities: { ledgers: { updated: 1 } } }],
    });
    expect((await cli("verify", "--quiet")).exitCode).toBe(0);
    expect((await cli("status")).stdout).toContain("equal");
    trial.sample.company().postRandom({ kind: "receipt" });
    await cli("sync", "--quiet");
    expect((await cli("status")).stdout).toContain("not since the last change");
  });

  test("repair keeps to the days and the table asked for", async () => {
    await cli("sync", "--quiet");
    const wholeYears = ["--from", "2025-04-01", "--to-date", "2027-03-31"];
    const sound = await cli("repair", "--json", "--table", "vouchers", ...wholeYears);
    expect(sound.exitCode).toBe(0);
    expect(JSON.parse(sound.stdout)).toMatchObject({
      runs: [{ status: "no_change", updated: 0 }, { status: "no_change" }],
    });
    damage("update vouchers set narration = 'not what was typed' where company_id = 1");
    damage("update ledgers set email = 'nobody@example.com' where company_id = 1 and name = 'Cash'");
    const dates = ["--from", "2025-04-01", "--to-date", "2025-06-30"];
    const part = await cli("repair", "--json", "--table", "vouchers", ...dates);
    const { runs } = JSON.parse(part.stdout) as { runs: { updated: number; entities: object }[] };
    expect(runs[0]?.updated).toBeGreaterThan(0);
    expect(runs[0]?.updated).toBeLessThan(40);
    expect(Object.keys(runs[0]?.entities ?? {})).toEqual(["vouchers"]);
    const masters = await cli("repair", "--json", "--table", "ledgers");
    expect(JSON.parse(masters.stdout)).toMatchObject({
      runs: [{ entities: { ledgers: { updated: 1 } } }, {}],
    });
    for (const wrong of [
      ["--table", "ledgers", "--from", "2025-04-01"],
      ["--from", "2025-05-01", "--to-date", "2025-04-01"],
      ["--from", "yesterday"],
    ]) {
      expect([wrong, (await cli("repair", ...wrong)).exitCode]).toEqual([wrong, 2]);
    }
  });

  test("watch compares by itself and says so", async () => {
    const child = trial.start("watch", "--every", "5");
    const told = new Promise<void>((resolve) => {
      let text = "";
      child.stdout.on("data", (part: Buffer) => {
        text += part.toString();
        if (text.split("matches Tally to the paisa").length === 3) resolve();
      });
    });
    const end = finished(child);
    await told;
    child.kill("SIGINT");
    expect((await end).exitCode).toBe(130);
  });
});
