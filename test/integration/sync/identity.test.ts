import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunReport } from "../../../src-main/contract/run.ts";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { type SampleTally, startSampleTally } from "../../../src-main/sample-tally/index.ts";
import { compareReplica, tellDifferences } from "../../support/expected-rows/index.ts";
import { fieldText, openReplica, type Replica } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;

let sample: SampleTally;
let replica: Replica;
let company: CompanyControl;

beforeEach(async () => {
  sample = await startSampleTally({ vouchers: 40, seed: 61 });
  company = sample.company();
  replica = await openReplica(sample.url);
});
afterEach(async () => {
  await replica[Symbol.asyncDispose]();
  await sample.close();
});

async function sync(companies: readonly string[] = [], from = replica): Promise<readonly RunReport[]> {
  return (await from.engine.sync({ companies, full: false, acceptDeletes: false }, signal)).runs;
}

function tell(runs: readonly RunReport[]): readonly string[] {
  return runs.map(({ company: name, status, error }) => [name, status, error?.code ?? ""].join(" | "));
}

async function storedNumbers(): Promise<readonly string[]> {
  const rows = await replica.destination.db.selectFrom("companies").select("company_number").execute();
  return rows.map((row) => row.company_number).sort();
}

/** The replica of a company equals its books. */
async function requireSame(control: CompanyControl): Promise<void> {
  const { id } = await replica.destination.db
    .selectFrom("companies")
    .select("id")
    .where("tally_guid", "=", fieldText(control.books.company, "GUID"))
    .where("company_number", "=", fieldText(control.books.company, "COMPANYNUMBER").trim())
    .executeTakeFirstOrThrow();
  const differences = compareReplica(replica.file, id, control.books);
  if (differences.length > 0) throw new Error(tellDifferences(differences));
}

describe("which company is it", () => {
  it("a renamed one is followed", async () => {
    await sync();
    company.renameCompany('Sample "Trading" & Sons');
    company.postRandom();
    expect(tell(await sync())).toEqual(['Sample "Trading" & Sons | success | ']);
    expect(await storedNumbers()).toHaveLength(1);
    await requireSame(company);
  });

  it("one under another folder number is followed once a person names it", async () => {
    await sync();
    const [before] = await storedNumbers();
    company.moveCompany("200007", "D:\\Tally\\200007");
    company.postRandom();
    expect(tell(await sync())).toEqual(["Sample Trading Company | failed | SOURCE_COMPANY_MOVED"]);
    expect(await storedNumbers()).toEqual([before]);
    expect(tell(await sync(["Sample Trading Company"]))).toEqual(["Sample Trading Company | success | "]);
    expect(await storedNumbers()).toEqual(["200007"]);
    await requireSame(company);
    expect(tell(await sync())).toEqual(["Sample Trading Company | no_change | "]);
  });

  it("both halves of a year-end split are companies of their own", async () => {
    await sync();
    const child = sample.state.split(company, "2026-03-31", {
      name: "Sample Trading Company 2026",
      companyNumber: "100100",
      destination: "C:\\data\\100100",
    });
    child.postRandom();
    expect(tell(await sync())).toEqual([
      "Sample Trading Company | no_change | ",
      "Sample Trading Company 2026 | success | ",
    ]);
    sample.state.setOpen(company, false);
    child.postRandom();
    expect(tell(await sync())).toEqual(["Sample Trading Company 2026 | success | "]);
    await requireSame(company);
    await requireSame(child);
  });

  it("a copy of the folder loaded beside it is a company of its own", async () => {
    await sync();
    const copy = sample.state.copy(company, {
      name: "Copy for the auditor",
      companyNumber: "100200",
      destination: "C:\\data\\100200",
    });
    copy.delete(copy.voucherIds()[0] as number);
    company.postRandom();
    expect(tell(await sync())).toEqual([
      "Sample Trading Company | success | ",
      "Copy for the auditor | success | ",
    ]);
    await requireSame(company);
    await requireSame(copy);
  });

  it("a group company is not copied; its members are", async () => {
    sample.addGroupCompany("All of us");
    expect(tell(await sync())).toEqual([
      "Sample Trading Company | success | ",
      "All of us | failed | SOURCE_GROUP_COMPANY",
    ]);
    expect(await storedNumbers()).toHaveLength(1);
  });

  it("one that is locked or closed is waited for, and nothing of it changes", async () => {
    await sync();
    for (const state of ["locked", "closed"] as const) {
      const isOpen = state === "locked";
      sample.state.setLocked(company, isOpen);
      sample.state.setOpen(company, isOpen);
      await expect(sync()).rejects.toMatchObject({ code: "SOURCE_NO_COMPANY_OPEN" });
      expect(tell(await sync(["Sample Trading Company"]))).toEqual([
        "Sample Trading Company | not_open | SOURCE_COMPANY_NOT_OPEN",
      ]);
      sample.state.setLocked(company, false);
      sample.state.setOpen(company, true);
    }
    expect(tell(await sync())).toEqual(["Sample Trading Company | no_change | "]);
    await requireSame(company);
  });

  it("two whose names Tally cannot tell apart are both refused, and the others are not", async () => {
    await sync();
    const twin = sample.addCompany({ name: "sample TRADING company", vouchers: 10 });
    const third = sample.addCompany({ name: "Quite another", vouchers: 10 });
    company.postRandom();
    expect(tell(await sync())).toEqual([
      "Sample Trading Company | failed | SOURCE_COMPANY_AMBIGUOUS",
      "sample TRADING company | failed | SOURCE_COMPANY_AMBIGUOUS",
      "Quite another | success | ",
    ]);
    twin.renameCompany("The twin");
    await sync();
    await requireSame(company);
    await requireSame(twin);
    await requireSame(third);
  });

  it("one that is closed in mid-run is waited for; what was read so far is not kept", async () => {
    let closesAt: RegExp | null = null;
    const memory = {
      begin: ({ summary }: { readonly summary: string }) => {
        if (closesAt?.test(summary) === true) sample.state.setOpen(company, false);
      },
      end: () => {},
      isHeldBack: () => false,
    };
    await using disturbed = await openReplica(sample.url, { folder: replica.folder, source: { memory } });
    await sync();
    for (const when of [
      /: ledgers$/,
      /: vouchers /,
      /: sums per day /,
      /: voucher \d+$/,
      /: (sums|numbers) of [A-Z]/,
    ]) {
      company.masters.alter("LEDGER", "Cash", { EMAIL: `${when.source}@example.com` });
      company.postRandom();
      company.delete(company.voucherIds()[0] as number);
      closesAt = when;
      const stopped = "Sample Trading Company | not_open | SOURCE_COMPANY_NOT_OPEN";
      expect(tell(await sync([], disturbed))).toEqual([stopped]);
      closesAt = null;
      sample.state.setOpen(company, true);
    }
    expect(tell(await sync())).toEqual(["Sample Trading Company | success | "]);
    await requireSame(company);
  });
});

describe("two Tallys that serve the same company", () => {
  it("the one it was copied from counts; the other is refused until the first has it no more", async () => {
    const other = await startSampleTally({ vouchers: 40, seed: 61 });
    await using closing = new AsyncDisposableStack();
    closing.defer(() => other.close());
    await using second = await openReplica(other.url, { folder: replica.folder });
    const theirs = other.company();
    theirs.books.company.fields["GUID"] = company.books.company.fields["GUID"];
    theirs.books.restore(company.books.backup());
    await sync();
    theirs.delete(theirs.voucherIds()[3] as number);
    const [refused] = await sync(["Sample Trading Company"], second);
    expect(refused?.error).toMatchObject({ code: "SOURCE_COMPANY_ELSEWHERE" });
    expect(refused?.error?.message).toContain(sample.url);
    await requireSame(company);

    sample.state.setOpen(company, false);
    expect(tell(await sync([], second))).toEqual(["Sample Trading Company | failed | SOURCE_COMPANY_MOVED"]);
    await sample.port.stopListening();
    expect(tell(await sync([], second))).toEqual(["Sample Trading Company | failed | SOURCE_COMPANY_MOVED"]);
    await requireSame(company);
    expect(tell(await sync(["Sample Trading Company"], second))).toEqual([
      "Sample Trading Company | success | ",
    ]);
    await requireSame(theirs);
    expect(tell(await sync([], second))).toEqual(["Sample Trading Company | no_change | "]);
  });

  it("the same one under another spelling of its address is the same one", async () => {
    await sync();
    const url = sample.url.replace("127.0.0.1", "localhost");
    await using spelled = await openReplica(url, { folder: replica.folder });
    expect(tell(await sync([], spelled))).toEqual(["Sample Trading Company | no_change | "]);
  });
});
