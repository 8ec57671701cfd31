import { describe, expect, it } from "vitest";
import { emptyAgentState, overallOf } from "../../../src-main/contract/agent-state.ts";
import type { AgentState, CompanyStanding, TallySight } from "../../../src-main/contract/agent-state.ts";
import type { ErrorCode } from "../../../src-main/contract/errors.ts";
import { listProblems } from "../../../src-main/worker/calls/problems.ts";
import { StateBoard } from "../../../src-main/worker/state-board.ts";
import type { AgentFacts, StoredFacts } from "../../../src-main/worker/state-facts.ts";
import { drawState } from "../../../src-main/worker/state-picture.ts";
import { advanceRun, beginRun, estimateProgress } from "../../../src-main/worker/state-progress.ts";
import { noteRunEnd, noteVerifyEnd } from "../../../src-main/worker/state-reports.ts";
import { ended, facts, noon, probed, report, stored } from "./facts.ts";

const nowMs = Date.parse(noon);
const key = stored("Sharma").key;

function draw(given: AgentFacts): AgentState {
  return { ...emptyAgentState, ...drawState(given, nowMs) };
}

function standing(given: AgentFacts): CompanyStanding | undefined {
  return draw(given).companies[0]?.standing;
}

function wire(code: ErrorCode) {
  return { code, details: {}, technical: "" };
}

describe("how a company stands", () => {
  const open = [probed("Sharma")];
  const cases: readonly (readonly [string, AgentFacts, CompanyStanding])[] = [
    ["equal to Tally", facts({ open }, stored("Sharma")), "verified"],
    ["read, not compared", facts({ open }, stored("Sharma", { verdict: "unknown" })), "current"],
    ["seen, nothing read", facts({ open }), "new"],
    ["a load that was interrupted", facts({ open }, stored("Sharma", { isLoaded: false })), "loading"],
    ["the first load under way", facts({ open, run: beginRun(key, nowMs) }), "loading"],
    ["a run under way", facts({ open, run: beginRun(key, nowMs) }, stored("Sharma")), "syncing"],
    ["closed in Tally", facts({}, stored("Sharma")), "notOpen"],
    ["held deletes", facts({ open }, stored("Sharma", { heldDeletes: 3 })), "attention"],
    ["held deletes, closed in Tally", facts({}, stored("Sharma", { heldDeletes: 3 })), "attention"],
    ["quarantine", facts({ open }, stored("Sharma", { quarantined: 1 })), "attention"],
    ["differences", facts({ open }, stored("Sharma", { verdict: "differs" })), "attention"],
    ["not explained", facts({ open }, stored("Sharma", { unexplained: 2 })), "attention"],
    [
      "a failed run",
      facts({ open }, stored("Sharma", { lastRun: ended("failed", { error: wire("SOURCE_EXCEPTION") }) })),
      "error",
    ],
    [
      "Tally closed during a run",
      facts({ open }, stored("Sharma", { lastRun: ended("failed", { error: wire("SOURCE_NOT_RUNNING") }) })),
      "verified",
    ],
    [
      "a run that was stopped",
      facts({ open }, stored("Sharma", { lastRun: ended("cancelled") })),
      "verified",
    ],
  ];
  it.each(cases)("%s", (_what, given, expected) => expect(standing(given)).toBe(expected));

  it("keeps its freshness while Tally is closed, whatever Tally showed before", () => {
    const tally = { url: "", sight: "notRunning" as TallySight };
    const [company] = draw(facts({ open, tally }, stored("Sharma"))).companies;
    expect(company).toMatchObject({ standing: "notOpen", isOpen: false, rows: 1_000, verdict: "verified" });
  });

  it("takes the newer of what was seen and what is stored", () => {
    const failed = ended("failed", { error: wire("SOURCE_EXCEPTION"), endedAt: "2026-11-22T01:00:00.000Z" });
    const given = facts(
      { open, lastRuns: new Map([[key, ended("no_change")]]), lookedAt: new Map([[key, noon]]) },
      stored("Sharma", { lastRun: failed }),
    );
    expect(draw(given).companies[0]).toMatchObject({
      standing: "verified",
      currentAt: noon,
      lastVoucherDate: "2026-03-31",
    });
  });

  it("shows no group company, and says who was not chosen", () => {
    const companies = [probed("Zeta"), probed("All", { isGroupCompany: true }), probed("Alpha")];
    const state = draw(facts({ open: companies, chosen: ["guid-of-alpha:100000"] }));
    expect(state.companies.map(({ name, isChosen }) => [name, isChosen])).toEqual([
      ["Alpha", true],
      ["Zeta", false],
    ]);
  });
});

describe("what the agent is at", () => {
  const open = [probed("Sharma")];
  const well = stored("Sharma");
  it.each([
    ["nothing to do", facts({ open }, well), "idle", "verified"],
    ["before the first look", facts({ open, lastPassAt: null }, well), "starting", "waiting"],
    ["at work", facts({ open, isAtWork: true }, well), "running", "syncing"],
    ["paused", facts({ open, pausedUntil: "untilResumed" }, well), "paused", "paused"],
    ["Tally closed", facts({ hindrance: wire("SOURCE_NOT_RUNNING") }, well), "waiting", "waiting"],
    ["database away", facts({ open, hindrance: wire("DEST_UNREACHABLE") }, well), "waiting", "waiting"],
    ["Tally in trouble", facts({ open, hindrance: wire("SOURCE_EXCEPTION") }, well), "waiting", "error"],
    ["wrong password", facts({ open, blocked: wire("DEST_LOGIN_REFUSED") }, well), "blocked", "error"],
  ] as const)("%s", (_what, given, phase, overall) => {
    const state = draw(given);
    expect([state.phase, overallOf(state)]).toEqual([phase, overall]);
  });

  it("says nothing of a next pass while there will be none", () => {
    const nextPassAt = "2026-11-22T07:00:00.000Z";
    expect(draw(facts({ nextPassAt })).nextPassAt).toBe(nextPassAt);
    expect(draw(facts({ nextPassAt, pausedUntil: "untilResumed" })).nextPassAt).toBeNull();
  });
});

describe("what a report changes", () => {
  it("ends the run, remembers how, and when all was read", () => {
    const during = facts({ run: beginRun(key, nowMs) });
    const after = { ...during, ...noteRunEnd(during, report("Sharma"), noon) };
    expect(after.run).toBeNull();
    expect(after.lastRuns.get(key)).toEqual(ended("success"));
    expect(after.lookedAt.get(key)).toBe(noon);
    const error = { code: "SOURCE_EXCEPTION", message: "…", details: { message: "c0000005" } };
    const failed = noteRunEnd(after, report("Sharma", { status: "failed", error }), "2026-11-22T07:00:00Z");
    expect(failed.lastRuns?.get(key)?.error).toEqual({
      code: "SOURCE_EXCEPTION",
      details: { company: "Sharma", message: "c0000005" },
      technical: "…",
    });
    expect(failed.lookedAt?.get(key)).toBe(noon);
  });

  it("does not take another company's run away, nor a company for failed that is not open", () => {
    const during = facts({ run: beginRun(key, nowMs) });
    expect(noteRunEnd(during, report("Other"), noon).run).toBe(during.run);
    const notOpen = noteRunEnd(during, report("Other", { status: "not_open" }), noon);
    expect(notOpen.lastRuns).toBeUndefined();
  });

  it("keeps the figures of a comparison, and those of the last one where none came about", () => {
    const { guid: companyGuid, companyNumber } = probed("Sharma");
    const difference = { kind: "ledger", name: "Cash", tally: "1", database: "2", from: "", to: "" } as const;
    const verified = {
      company: "Sharma",
      companyGuid,
      companyNumber,
      verdict: "differs",
      asOf: "2026-03-31",
      checked: { ledgers: 1, voucherCounts: 1, stockItems: 0 },
      differences: [difference],
      exceptions: [],
      doubts: [],
      status: "needs_attention",
      error: null,
    } as const;
    const before = facts({ open: [probed("Sharma")] }, stored("Sharma", { verdict: "differs" }));
    const after = { ...before, ...noteVerifyEnd(before, verified, noon) };
    expect(draw(after).companies[0]?.differences).toBe(1);
    const nothing = { ...verified, verdict: "unknown", asOf: null, differences: [] } as const;
    expect(noteVerifyEnd(after, nothing, noon).verifications).toBeUndefined();
  });
});

describe("progress", () => {
  const reading = {
    company: "Sharma",
    stage: "vouchers",
    stream: "vouchers",
    windowsDone: 1,
    windowsTotal: null,
    rowsDone: 2_000,
    rowsTotal: 10_000,
    bytes: 0,
  } as const;

  it("estimates from what was done since the stage began, not from what an earlier run did", () => {
    let run = advanceRun(beginRun(key, nowMs), reading, nowMs);
    expect(estimateProgress(run, nowMs + 1_000)).toMatchObject({ share: 0.2, secondsLeft: null });
    run = advanceRun(run, { ...reading, rowsDone: 6_000 }, nowMs + 10_000);
    // 4,000 rows in 10 s; as many are left.
    expect(estimateProgress(run, nowMs + 10_000)).toMatchObject({ share: 0.6, secondsLeft: 10 });
    run = advanceRun(run, { ...reading, stage: "apply", rowsDone: 0, rowsTotal: null }, nowMs + 20_000);
    expect(estimateProgress(run, nowMs + 20_000)).toMatchObject({ share: null, secondsLeft: null });
  });
});

describe("problems", () => {
  it("names each cause once per company, the agent's own first", () => {
    const given: AgentFacts = facts(
      { open: [probed("Sharma")], blocked: wire("DEST_LOGIN_REFUSED") },
      stored("Sharma", { heldDeletes: 3, quarantined: 2, verdict: "differs", unexplained: 1 }),
    );
    const causes = [
      { companyId: 1, table: "ledgers", fieldName: "name", records: 2, since: noon },
      { companyId: 9, table: "ledgers", fieldName: "name", records: 1, since: noon },
    ];
    const { problems } = listProblems(given, causes, nowMs);
    expect(problems.map(({ kind, count, error }) => [kind, count, error.code])).toEqual([
      ["agent", 1, "DEST_LOGIN_REFUSED"],
      ["differs", 1, "DATA_DIFFERS"],
      ["heldDeletes", 3, "DATA_DELETES_HELD"],
      ["quarantine", 2, "DATA_QUARANTINED"],
      ["unexplained", 1, "DATA_UNEXPLAINED"],
    ]);
  });
});

describe("the board", () => {
  it("tells forty companies' changes now and then, the newest last, in order", async () => {
    const told: AgentState[] = [];
    const board = new StateBoard(
      (state) => told.push(state),
      () => nowMs,
    );
    const known: StoredFacts[] = [];
    for (let index = 0; index < 41; index += 1) {
      known.push(stored(`Company ${index}`, { companyId: index }));
      board.note({ stored: new Map(known.map((each) => [each.key, each])) });
    }
    expect(told).toHaveLength(1);
    await expect.poll(() => told.at(-1)?.companies.length).toBe(41);
    expect(told).toHaveLength(2);
    expect(told.map(({ sequence }) => sequence)).toEqual([1, 2]);
    board.note({ isAtWork: true });
    board.close();
  });
});
