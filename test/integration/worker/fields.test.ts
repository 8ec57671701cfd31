import { expect, it } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import { only, startWorkerTrial } from "../../support/worker-trial.ts";
import type { WorkerTrial } from "../../support/worker-trial.ts";

const field = { name: "shouted", table: "ledgers", expression: "$Name", type: "text" } as const;

async function columnsOf(trial: WorkerTrial): Promise<readonly string[]> {
  const views = await trial.ask("views.list", undefined);
  return views.find(({ name }) => name === "ledgers")?.columns.map(({ name }) => name) ?? [];
}

it("adds a column that the settings ask for, fills it, and empties it when it is taken out", async () => {
  const sample = await startSampleTally({ companies: 1, vouchers: 20, seed: 2 });
  {
    await using trial = startWorkerTrial();
    trial.setUp({ tallyUrl: sample.url });
    const loaded = await trial.until("the load", ({ companies }) => companies[0]?.standing === "verified");
    const company = only(loaded).key;
    const tried = await trial.ask("fields.try", { field, company: null, isAgreed: false });
    expect(tried.value).toBe(tried.record);
    expect(await columnsOf(trial)).not.toContain("custom_shouted");
    trial.setUp({ tallyUrl: sample.url, customFields: [field] });
    const page = { company, view: "ledgers", offset: 0, limit: 3 };
    const valuesOf = async (): Promise<readonly unknown[]> => {
      const { columns, rows } = await trial.ask("views.page", page);
      const place = columns.findIndex(({ name }) => name === "custom_shouted");
      return rows.map((row) => row[place] ?? null);
    };
    const names = async (): Promise<readonly unknown[]> => {
      const { columns, rows } = await trial.ask("views.page", page);
      return rows.map((row) => row[columns.findIndex(({ name }) => name === "name")]);
    };
    const patience = { timeout: 60_000, interval: 200 };
    await expect.poll(valuesOf, patience).toEqual(await names());
    // The column stays, as columns do; what it held goes.
    trial.setUp({ tallyUrl: sample.url, customFields: [] });
    await expect.poll(valuesOf, patience).toEqual(["", "", ""]);
  }
  await sample.close();
});
