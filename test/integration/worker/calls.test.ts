import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { channels } from "../../../src-main/contract/channels.ts";
import type { InternalName, WorkerCallName } from "../../../src-main/contract/worker-messages.ts";
import { only, startWorkerTrial } from "../../support/worker-trial.ts";
import type { WorkerTrial } from "../../support/worker-trial.ts";

const page = { offset: 0, limit: 10 };
const internalNames = [
  "internal.testDatabase",
  "internal.export",
  "internal.createDiagnostics",
  // Last: it begins anew.
  "internal.restore",
] as const satisfies readonly InternalName[];

interface Known {
  readonly company: string;
  readonly runId: string;
  readonly folder: string;
  readonly databaseUrl: string;
  readonly backup: string;
}

/** One input for each call that the worker answers; the compiler refuses a table that lacks one. */
const inputs: { readonly [Name in WorkerCallName]: (known: Known) => unknown } = {
  "agent.syncNow": () => ({ company: null }),
  "agent.stopRun": () => undefined,
  "tally.find": () => ({ typed: null }),
  "tally.releaseRequests": () => undefined,
  "doctor.run": () => undefined,
  "backup.now": () => undefined,
  "backup.list": () => undefined,
  "company.detail": ({ company }) => ({ company }),
  "company.tables": ({ company }) => ({ company }),
  "company.verify": ({ company }) => ({ company }),
  "company.repair": ({ company }) => ({ company, from: "2025-04-01", to: "2025-04-30" }),
  "company.rebuild": ({ company }) => ({ company }),
  "company.remove": ({ company }) => ({ company }),
  "company.agreeAddress": ({ company }) => ({ company }),
  "views.list": () => undefined,
  "views.page": ({ company }) => ({ company, view: "v_trial_balance", ...page }),
  "runs.page": () => ({ company: null, search: "sample", ...page }),
  "runs.detail": ({ company, runId }) => ({ company, runId }),
  "changes.page": () => ({ company: null, search: "a", from: "2020-01-01T00:00:00Z", ...page }),
  "changes.last": () => ({ limit: 3 }),
  "problems.list": () => undefined,
  "quarantine.page": () => ({ company: null, ...page }),
  "quarantine.replay": () => ({ company: null }),
  "deletes.page": ({ company }) => ({ company, ...page }),
  "deletes.decide": ({ company }) => ({
    company,
    decision: "dismissed",
    shownUntil: "2026-01-01T00:00:00Z",
  }),
  "deletes.askAgain": ({ company }) => ({ company }),
  "fields.try": () => ({
    field: { name: "alias_text", table: "ledgers", expression: "$Name" },
    company: null,
    isAgreed: true,
  }),
  "internal.testDatabase": ({ databaseUrl }) => ({ databaseUrl }),
  "internal.export": ({ company, folder }) => ({
    company,
    view: "ledgers",
    search: "",
    filters: [],
    sort: null,
    format: "xlsx",
    file: join(folder, "ledgers.xlsx"),
  }),
  "internal.createDiagnostics": ({ folder }) => ({ file: join(folder, "diagnostics.zip") }),
  "internal.restore": ({ backup }) => ({ file: backup }),
};

describe("every call of the window and of the main process", () => {
  let trial: WorkerTrial;
  let known: Known;

  beforeAll(async () => {
    trial = startWorkerTrial();
    trial.setUp({ isSample: true });
    const state = await trial.until(
      "the first load",
      ({ companies }) => companies[0]?.standing === "verified",
    );
    const { key: company } = only(state);
    const { runs } = await trial.ask("runs.page", { company, ...page });
    const { file: backup } = await trial.ask("backup.now", undefined);
    const databaseUrl = `sqlite:${trial.databaseFile}`;
    known = { company, runId: runs[0]?.runId ?? "", folder: trial.folder, databaseUrl, backup };
  });

  afterAll(async () => {
    await trial[Symbol.asyncDispose]();
  });

  const ofWorker = Object.entries(channels)
    .filter(([, { by }]) => by === "worker")
    .map(([name]) => name as WorkerCallName);
  // What takes the company out or begins anew comes last.
  const late: readonly WorkerCallName[] = ["company.remove"];
  const names = [...ofWorker.filter((name) => !late.includes(name)), ...internalNames.slice(0, 3), ...late];

  it.each([...names, "internal.restore" as const])("%s is answered", async (name) => {
    const result = await trial.call(name, inputs[name](known));
    expect(result).toMatchObject({ ok: true });
    // What crosses a process must survive being copied.
    expect(structuredClone(result)).toEqual(result);
  });

  it("covers every name there is", () => {
    expect([...names, "internal.restore"].toSorted()).toEqual(Object.keys(inputs).toSorted());
  });

  it("refuses what is not known, in data and without a password", async () => {
    const secret = "postgres://somebody:dont-tell@127.0.0.1:1/books";
    const refused = await trial.call("internal.testDatabase", { databaseUrl: secret });
    expect(refused).toMatchObject({ ok: false, error: { code: "DEST_UNREACHABLE" } });
    expect(JSON.stringify(refused)).not.toContain("dont-tell");
    const nobody = await trial.call("company.detail", { company: "nobody:1" });
    expect(nobody).toMatchObject({ ok: false, error: { code: "CONFIG_COMPANY_UNKNOWN" } });
    expect(await trial.call("nothing.known" as WorkerCallName, {})).toMatchObject({ ok: false });
    const logs = readdirSync(join(trial.folder, "logs"));
    expect(logs.length).toBeGreaterThan(0);
    rmSync(join(trial.folder, "ledgers.xlsx"), { force: true });
  });
});
