import { describe, expect, test } from "vitest";
import { givenCliTrial } from "./cli-trial.ts";

const trial = givenCliTrial({ companies: 1, vouchers: 40 });
const { cli } = trial;

async function statusOf(): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = await cli("status", "--json");
  const { companies } = JSON.parse(stdout) as { companies: readonly Readonly<Record<string, unknown>>[] };
  return companies[0] ?? {};
}

describe("years and parts on the line", { timeout: 120_000 }, () => {
  test("stay chosen until the line says otherwise", async () => {
    expect((await cli("sync", "--without", "secrets")).exitCode).toBe(2);
    const first = await cli("sync", "--years-from", "2026-07-15", "--without", "payroll,budgets");
    expect(first.exitCode).toBe(0);
    expect(await statusOf()).toMatchObject({
      replicatedFrom: "2026-04-01",
      without: ["payroll", "budgets"],
    });
    const verified = await cli("verify");
    expect(verified.exitCode).toBe(0);
    expect(verified.stdout).toContain("2026-04-01");
    const second = await cli("sync", "--without", "personal", "--json");
    expect(JSON.parse(second.stdout)).toMatchObject({
      runs: [{ status: "success", deleted: 0, purged: { ledgers: expect.any(Number) as number } }],
    });
    expect(await statusOf()).toMatchObject({ replicatedFrom: "2026-04-01", without: ["personal"] });
  });
});

describe("own fields on the line", { timeout: 120_000 }, () => {
  test("are added only with a yes, listed, and removed", async () => {
    await cli("sync");
    const rating = ["rating", "--table", "ledgers", "--expression", "$CustomerRating"];
    expect((await cli("fields", "add")).stdout).toContain("There is no new field to add");
    const unasked = await cli("fields", "add", ...rating);
    expect(unasked.exitCode).toBe(2);
    expect(unasked.stderr).toContain("--yes");
    expect((await cli("fields", "add", ...rating, "--yes")).exitCode).toBe(0);
    expect((await cli("fields", "list")).stdout).toContain("custom_rating");
    await cli("sync");
    expect(await statusOf()).toMatchObject({ customFields: ["ledgers.custom_rating"] });
    expect((await cli("fields", "remove", "rating", "--table", "ledgers")).exitCode).toBe(0);
    expect((await cli("fields", "remove", "rating", "--table", "ledgers")).exitCode).toBe(2);
  });
});
