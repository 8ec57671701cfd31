import { describe, expect, it } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import { startWorkerTrial } from "../../support/worker-trial.ts";

const count = 41;

describe("forty companies and one", () => {
  it("are loaded one after the other, each told as it is done, and the board stays in order", async () => {
    const sample = await startSampleTally({ companies: count, vouchers: 3, seed: 7 });
    {
      await using trial = startWorkerTrial();
      trial.setUp({ tallyUrl: sample.url });
      const some = await trial.until("a few", ({ companies }) =>
        companies.slice(0, 9).some(({ lastRun }) => lastRun?.status === "success"),
      );
      expect(some.companies).toHaveLength(count);
      expect(some.companies.some(({ standing }) => standing === "new")).toBe(true);
      const done = await trial.until("all of them", ({ companies, phase }) => {
        const isRead = companies.every(({ rows, companyId }) => rows > 0 && companyId !== null);
        return phase === "idle" && companies.length === count && isRead;
      });
      const names = done.companies.map(({ name }) => name);
      expect(names).toEqual(names.toSorted((left, right) => left.localeCompare(right)));
      // However quickly a company is read, one picture shows it under way: its news is made from that.
      const seen = trial.states.flatMap(({ companies }) =>
        companies.filter(({ standing }) => standing === "loading").map(({ key }) => key),
      );
      expect(new Set(seen).size).toBe(count);
      expect(trial.states.every(({ sequence }, index) => sequence === index + 1)).toBe(true);
      const { total } = await trial.ask("runs.page", {
        company: null,
        search: "company",
        offset: 0,
        limit: 5,
      });
      expect(total).toBeGreaterThan(count);
    }
    await sample.close();
  });
});
