import { describe, expect, test } from "vitest";
import type { RunReport } from "../../../src-main/contract/run.ts";
import { dayFromIso } from "../../../src-main/sample-tally/books/days.ts";
import { compareReplica, tellDifferences } from "../../support/expected-rows/index.ts";
import { givenCliTrial } from "./cli-trial.ts";
import { finished, runCli, startCli } from "./run-cli.ts";

interface SyncDocument {
  readonly runs: readonly RunReport[];
  readonly tallyRequests: number;
  readonly tallyBytes: number;
  readonly error?: { readonly code: string };
}

const trial = givenCliTrial({ companies: 2, vouchers: 60 });
const { cli } = trial;

async function sync(
  ...args: readonly string[]
): Promise<SyncDocument & { readonly exitCode: number | null }> {
  const { stdout, exitCode } = await cli("sync", "--json", ...args);
  return { ...(JSON.parse(stdout) as SyncDocument), exitCode };
}

function nameOf(index: number): string {
  return trial.sample.books[index]?.name ?? "";
}

describe("companies", () => {
  test("lists what is open", async () => {
    const { stdout, exitCode } = await cli("companies", "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      tallyUrl: trial.sample.url,
      companies: [
        { name: nameOf(0), companyNumber: "100000" },
        { name: nameOf(1), companyNumber: "100001" },
      ],
    });
    expect((await cli("companies")).stdout).toContain(nameOf(1));
  });

  test("none open ends with 3", async () => {
    for (const company of trial.sample.state.all) trial.sample.state.setOpen(company, false);
    for (const verb of ["companies", "sync"]) {
      const result = await cli(verb);
      expect([verb, result.exitCode]).toEqual([verb, 3]);
      expect(result.stderr).toContain("(SOURCE_NO_COMPANY_OPEN)");
    }
  });
});

describe("sync", () => {
  test("copies everything, then says that nothing is new, then what changed", async () => {
    const first = await sync();
    expect(first.exitCode).toBe(0);
    expect(first.runs).toMatchObject([
      { company: nameOf(0), syncType: "full_dump", status: "success", error: null },
      { company: nameOf(1), syncType: "full_dump", status: "success", error: null },
    ]);
    for (const [index, books] of trial.sample.books.entries()) {
      const differences = compareReplica(trial.file, index + 1, books);
      expect(tellDifferences(differences)).toBe(tellDifferences([]));
    }

    const second = await sync();
    expect(second).toMatchObject({ exitCode: 0, tallyRequests: 1 });
    expect(second.runs.map((run) => run.status)).toEqual(["no_change", "no_change"]);
    expect(second.tallyBytes).toBeLessThanOrEqual(2 * 400);

    const company = trial.sample.company();
    const id = company.postRandom({ kind: "receipt" });
    company.setNarration(id, "Second thoughts");
    const third = await sync();
    expect(third.runs).toMatchObject([
      { status: "success", inserted: 1, updated: 0, deleted: 0, entities: { vouchers: { inserted: 1 } } },
      { status: "no_change" },
    ]);
    const { stdout } = await cli("changes", "--table", "vouchers");
    expect(stdout).toContain("Second thoughts");
    expect((await cli("status")).stdout).toContain("Last run");
    expect((await cli("history")).exitCode).toBe(0);
  });

  test("people read a table and a line about Tally; --quiet says nothing", async () => {
    const spoken = await cli("sync");
    expect(spoken.stdout).toContain("full load");
    expect(spoken.stdout).toContain("Asked from Tally:");
    expect(spoken.stderr).toBe("");
    expect(await cli("sync", "--quiet")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    const verbose = await cli("sync", "--verbose");
    expect(verbose.stderr).toContain('asked {"request":"companies');
  });

  test("a company that nobody knows, one that is not open, one by GUID and number", async () => {
    const unknown = await sync("--company", "Nobody & Sons");
    expect(unknown).toMatchObject({ exitCode: 2, runs: [], error: { code: "CONFIG_COMPANY_UNKNOWN" } });
    const { GUID: guid, COMPANYNUMBER: number } = trial.sample.company().books.company.fields as Record<
      string,
      string
    >;
    const named = await sync("--company", `${guid}:${number?.trim()}`);
    expect(named.runs.map((run) => run.company)).toEqual([nameOf(0)]);
    trial.sample.state.setOpen(trial.sample.company(), false);
    const closed = await sync("--company", nameOf(0));
    expect(closed.exitCode).toBe(3);
    expect(closed.runs).toMatchObject([{ status: "not_open", error: { code: "SOURCE_COMPANY_NOT_OPEN" } }]);
    const others = await sync();
    expect(others.exitCode).toBe(0);
  });

  test("a locked company is not open; a group company beside others is no failure", async () => {
    await sync("--company", nameOf(1));
    const locked = trial.sample.company(nameOf(1));
    trial.sample.state.setLocked(locked, true);
    expect(await sync("--company", nameOf(1))).toMatchObject({ exitCode: 3 });
    trial.sample.addGroupCompany("All of us");
    const group = await sync("--company", "All of us");
    expect(group).toMatchObject({ exitCode: 1, runs: [{ error: { code: "SOURCE_GROUP_COMPANY" } }] });
    expect((await sync()).exitCode).toBe(0);
  });

  test("two companies that Tally cannot tell apart by name are refused", async () => {
    trial.sample.addCompany({ name: nameOf(0).toUpperCase(), vouchers: 5 });
    const { runs, exitCode } = await sync();
    expect(exitCode).toBe(1);
    expect(runs.filter((run) => run.error?.code === "SOURCE_COMPANY_AMBIGUOUS")).toHaveLength(2);
    expect(runs.filter((run) => run.status === "success")).toHaveLength(1);
  });

  test("an answer that is cut off leaves everything as it was; the next run goes on", async () => {
    await sync();
    const company = trial.sample.company();
    company.postRandom({ kind: "receipt" });
    // The probe passes, the first reading of masters is cut.
    trial.sample.port.faults.add({ fault: { kind: "cut", fraction: 0.5 }, after: 1 });
    const cut = await sync();
    expect(cut.runs[0]?.status).toBe("failed");
    expect(cut.exitCode).toBe(1);
    expect((await sync()).runs[0]).toMatchObject({ status: "success", inserted: 1 });
  });
});

describe("first contact", () => {
  async function tallyOfStatus(): Promise<unknown> {
    const { stdout } = await cli("status", "--json");
    return (JSON.parse(stdout) as { tally: unknown }).tally;
  }

  test("what an installation showed is remembered and told", async () => {
    await sync();
    expect(await tallyOfStatus()).toMatchObject({ product: "TallyPrime", release: "7.1", headForm: "parts" });
    expect((await cli("status")).stdout).toContain(`TallyPrime 7.1 at ${trial.sample.url}`);
  });

  test("a bad moment on the way is not remembered as this Tally's manner", async () => {
    trial.sample.port.faults.add({ fault: { kind: "cut", fraction: 0.5 }, after: 5 });
    await sync();
    expect(await tallyOfStatus()).toBeNull();
    expect(await sync()).toMatchObject({ exitCode: 0 });
    expect(await tallyOfStatus()).toMatchObject({ release: "7.1" });
  });
});

describe("watch", () => {
  test("ends with wrong usage, told once", async () => {
    const { exitCode, stderr } = await cli("watch", "--company", "Nobody");
    expect(exitCode).toBe(2);
    expect(stderr.match(/No company is called Nobody/g)).toHaveLength(1);
  });

  test("keeps up until it is stopped, and ends with 130 and one document", async () => {
    const child = trial.start("watch", "--every", "5", "--json", "--verbose");
    const end = finished(child);
    await new Promise<void>((resolve) => {
      let said = "";
      child.stderr.on("data", (text: string) => {
        said += text;
        // The second pass.
        if (said.includes("no_change")) resolve();
      });
    });
    child.kill("SIGTERM");
    const result = await end;
    expect(result.exitCode).toBe(130);
    const { passes, runs } = JSON.parse(result.stdout) as { passes: number; runs: RunReport[] };
    expect(passes).toBeGreaterThanOrEqual(1);
    expect(runs).toHaveLength(2);
  });
});

describe("being stopped", () => {
  test("in the middle of a first load: nothing half, the next run completes", async () => {
    const child = trial.start("sync", "--json", "--verbose");
    const end = finished(child);
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (text: string) => {
        if (text.includes("asked {") && text.includes("ledgers")) resolve();
      });
    });
    child.kill("SIGINT");
    expect((await end).exitCode).toBe(130);
    const next = await sync();
    expect(next.runs.map((run) => run.status)).toEqual(["success", "success"]);
    expect(tellDifferences(compareReplica(trial.file, 1, trial.sample.books[0]!))).toBe(tellDifferences([]));
  });
});

describe("deletes", () => {
  test("says of each voucher its type and date: a number alone tells nobody which one is meant", async () => {
    await cli("sync", "--quiet", "--company", nameOf(0));
    const company = trial.sample.company();
    const ids = company.voucherIds().slice(5, 35);
    const gone = company.show(ids[0] ?? 0).fields;
    for (const id of ids) company.delete(id);
    await cli("sync", "--quiet", "--company", nameOf(0));
    const { stdout, exitCode } = await cli("deletes", "--json");
    expect(exitCode).toBe(5);
    const { waiting } = JSON.parse(stdout) as { waiting: Record<string, string>[] };
    expect(waiting).toHaveLength(30);
    const first = waiting.find(({ guid }) => guid === gone["GUID"]);
    expect(gone["DATE"]).toEqual({ kind: "day", day: dayFromIso(first?.["date"] ?? "") });
    expect(first?.["voucherType"]).toBe(gone["VOUCHERTYPENAME"]);
    const shown = (await cli("deletes")).stdout;
    expect(shown).toContain(`${first?.["voucherType"]} ${first?.["nameOrNumber"]}`);
    expect(shown).toContain(first?.["date"]);
  });
});

describe("sample-tally", () => {
  test("starts as a process of its own, is read by sync, and ends with Ctrl+C", async () => {
    const child = startCli(trial.folder, ["sample-tally", "--json", "--port", "0", "--vouchers", "20"]);
    const end = finished(child);
    const started = await new Promise<{ url: string; controlUrl: string; token: string }>((resolve) => {
      let text = "";
      child.stdout.on("data", (part: string) => {
        text += part;
        if (text.trimEnd().endsWith("}")) resolve(JSON.parse(text) as never);
      });
    });
    const result = await runCli(trial.folder, [
      "sync",
      "--json",
      "--tally",
      started.url,
      "--to",
      "sqlite:own.sqlite",
    ]);
    expect((JSON.parse(result.stdout) as SyncDocument).runs).toMatchObject([{ status: "success" }]);
    expect(started.token).not.toBe("");
    child.kill("SIGINT");
    expect((await end).exitCode).toBe(130);
  });

  test("a port that is taken is said plainly", async () => {
    const port = new URL(trial.sample.url).port;
    const result = await runCli(trial.folder, ["sample-tally", "--port", port]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(`The port ${port} is used by another program; --port takes another one`);
  });
});
