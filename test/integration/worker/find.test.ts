import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FoundTally } from "../../../src-main/contract/pages.ts";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import { startWorkerTrial } from "../../support/worker-trial.ts";
import type { WorkerTrial } from "../../support/worker-trial.ts";

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("looking for Tally", () => {
  let trial: WorkerTrial;
  const find = async (typed: string | null): Promise<FoundTally | undefined> =>
    (await trial.ask("tally.find", { typed }))[0];

  beforeAll(() => {
    trial = startWorkerTrial();
    // As in the wizard: nothing is read yet.
    trial.setUp({ wizardStep: "findTally" }, { isSetUp: false });
  });

  afterAll(async () => {
    await trial[Symbol.asyncDispose]();
  });

  it("names the companies of a Tally, and its state where none is open", async () => {
    const sample = await startSampleTally({ companies: 2, vouchers: 5, seed: 3 });
    const found = await find(sample.url.replace("http://", ""));
    expect(found).toMatchObject({ url: sample.url, sight: "answers", error: null });
    expect(found?.companies.map(({ name }) => name)).toEqual(sample.books.map(({ name }) => name));
    for (const control of sample.state.all) sample.state.setOpen(control, false);
    const empty = await find(sample.url);
    expect(empty).toMatchObject({ sight: "noCompany", error: { code: "SOURCE_NO_COMPANY_OPEN" } });
    const port = new URL(sample.url).port;
    await sample.close();
    expect(await find(`localhost:${port}`)).toMatchObject({
      sight: "notRunning",
      error: { code: "SOURCE_NOT_RUNNING" },
    });
  });

  it("tells another program, one that stays silent, and an address that is none", async () => {
    const other = createHttpServer((_request, response) => response.end("<html>It works!</html>"));
    expect(await find(await listen(other))).toMatchObject({
      sight: "notTally",
      error: { code: "SOURCE_NOT_TALLY" },
    });
    other.close();
    const silent = createServer(() => {});
    const address = await listen(silent);
    expect(await find(address)).toMatchObject({ sight: "busy", error: { code: "SOURCE_TIMEOUT" } });
    silent.close();
    expect(await find("no-such-host.invalid")).toMatchObject({ error: { code: "SOURCE_HOST_NOT_FOUND" } });
    expect(await trial.call("tally.find", { typed: "http://:::" })).toMatchObject({
      ok: false,
      error: { code: "CONFIG_TALLY_URL" },
    });
  });

  it("offers the sample first where it is tried, and reads nothing before the wizard is done", async () => {
    trial.setUp({ wizardStep: "companies", isSample: true }, { isSetUp: false });
    const state = await trial.until("the sample", ({ tally }) => tally.url.startsWith("http://127.0.0.1"));
    const found = await find(null);
    expect(found).toMatchObject({ url: state.tally.url, sight: "answers" });
    expect(found?.companies).toHaveLength(1);
    expect(trial.state()).toMatchObject({ phase: "idle", companies: [] });
    expect(await trial.ask("internal.testDatabase", { databaseUrl: `sqlite:${trial.databaseFile}` })).toEqual(
      {
        exists: false,
        description: trial.databaseFile,
        companies: [],
      },
    );
    const key = found?.companies[0]?.key ?? "";
    trial.setUp({ wizardStep: "firstLoad", isSample: true, companies: [key, "not-open-yet:100000"] });
    const loaded = await trial.until(
      "the load",
      ({ companies }) => companies[0]?.lastRun?.status === "success",
    );
    expect(loaded.companies.map((company) => [company.key, company.isChosen])).toEqual([[key, true]]);
    // What is in use is told from the last look while a run is under way.
    await trial.ask("company.rebuild", { company: key });
    expect(await find(null)).toMatchObject({ url: loaded.tally.url, sight: "answers" });
  });
});
