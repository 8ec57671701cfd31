import { describe, expect, it } from "vitest";
import type { AgentState } from "../../../src-main/contract/agent-state.ts";
import { decideNotifications, emptyNotificationMemory } from "../../../src-main/shell/notifications.ts";
import type { NotificationMemory } from "../../../src-main/shell/notifications.ts";
import { agentState, companyState, failedCompany } from "./agent-states.ts";

const allWanted = { firstLoadDone: true, problem: true, recovered: true, decisionNeeded: true };
const hourMs = 3_600_000;

/** Goes through pictures an hour apart and gives what each of them told. */
function tell(states: readonly AgentState[], isWanted = allWanted): string[][] {
  let memory: NotificationMemory = emptyNotificationMemory;
  let before = agentState([]);
  return states.map((state, index) => {
    const nowMs = 1_000_000_000_000 + index * hourMs;
    const decided = decideNotifications(before, state, memory, { isWanted, language: "en", nowMs });
    memory = decided.memory;
    before = state;
    return decided.notifications.map(({ title, body }) => `${title} | ${body}`);
  });
}

describe("notifications", () => {
  it("tell a first load that is done, once", () => {
    const loading = agentState([companyState({ standing: "loading" })]);
    const done = agentState([companyState({ standing: "current" })]);
    const told = tell([loading, done, done]);
    expect(told[0]).toEqual([]);
    expect(told[1]?.[0]).toMatch(/^Sharma Traders is copied/);
    expect(told[2]).toEqual([]);
  });

  it("tell it, too, where a comparison with Tally comes between", () => {
    const standings = ["loading", "syncing", "verified", "syncing", "verified"] as const;
    const told = tell(standings.map((standing) => agentState([companyState({ standing })])));
    expect(told.map(({ length }) => length)).toEqual([0, 1, 0, 0, 0]);
  });

  it("tell the first loads of many companies once, when the last is done", () => {
    const one = (standing: "loading" | "new" | "verified", name: string) => companyState({ name, standing });
    const told = tell([
      agentState([one("loading", "A"), one("new", "B")]),
      agentState([one("verified", "A"), one("loading", "B")]),
      agentState([one("verified", "A"), one("verified", "B")], { phase: "running" }),
      agentState([one("verified", "A"), one("verified", "B")]),
      agentState([one("verified", "A"), one("verified", "B")]),
    ]);
    expect(told.map((each) => each.length)).toEqual([0, 0, 0, 1, 0]);
    expect(told[3]?.[0]).toMatch(/^2 companies are copied/);
  });

  it("group companies with the same cause, and tell it once a day", () => {
    const failed = agentState([
      failedCompany("DEST_LOGIN_REFUSED", "A"),
      failedCompany("DEST_LOGIN_REFUSED", "B"),
    ]);
    const told = tell(Array.from({ length: 26 }, () => failed));
    expect(told[0]).toHaveLength(1);
    expect(told[0]?.[0]).toContain("2 companies:");
    expect(told.slice(1, 24).flat()).toEqual([]);
    expect(told[24]).toHaveLength(1);
  });

  it("tell what stops everything once, not once for each company", () => {
    const error = { code: "DEST_LOGIN_REFUSED", details: {}, technical: "" } as const;
    const companies = [failedCompany("DEST_LOGIN_REFUSED", "A"), failedCompany("DEST_LOGIN_REFUSED", "B")];
    const blocked = agentState(companies, { phase: "blocked", error });
    const told = tell([blocked, blocked]);
    expect(told.map((each) => each.length)).toEqual([1, 0]);
    const away = agentState([], { error: { ...error, code: "SOURCE_NOT_RUNNING" } });
    expect(tell([away]).flat()).toEqual([]);
  });

  it("never tell that Tally is closed", () => {
    const closed = agentState([failedCompany("SOURCE_NOT_RUNNING", "A")]);
    expect(tell([closed, closed]).flat()).toEqual([]);
  });

  it("tell that it works again, only where trouble was told", () => {
    const failed = agentState([failedCompany("DEST_LOGIN_REFUSED", "A"), companyState({ name: "B" })]);
    const well = agentState([companyState({ name: "A" }), companyState({ name: "B" })]);
    const told = tell([failed, well, well]);
    expect(told[1]).toEqual(["Working again | A is up to date again."]);
    expect(told[2]).toEqual([]);
    expect(tell([well, well]).flat()).toEqual([]);
  });

  it("tell a needed decision with a way to it", () => {
    const held = agentState([companyState({ standing: "attention", heldDeletes: 7 })]);
    const { notifications } = decideNotifications(agentState([]), held, emptyNotificationMemory, {
      isWanted: allWanted,
      language: "en",
      nowMs: 0,
    });
    expect(notifications).toMatchObject([
      { kind: "decisionNeeded", route: { page: "problems", company: "Sharma Traders:100000" } },
    ]);
    expect(notifications[0]?.body).toContain("7 entries");
  });

  it("lead from a failed run to that run", () => {
    const failed = agentState([failedCompany("DEST_LOGIN_REFUSED", "A")]);
    const { notifications } = decideNotifications(agentState([]), failed, emptyNotificationMemory, {
      isWanted: allWanted,
      language: "en",
      nowMs: 0,
    });
    expect(notifications[0]?.route).toEqual({ page: "activity", company: "A:100000", runId: "run of A" });
  });

  it("are silent where they are switched off, and tell after a clock was set back", () => {
    const failed = agentState([failedCompany("DEST_LOGIN_REFUSED", "A")]);
    expect(tell([failed], { ...allWanted, problem: false }).flat()).toEqual([]);
    const memory: NotificationMemory = {
      ...emptyNotificationMemory,
      toldAt: { "problem DEST_LOGIN_REFUSED": 9_000 },
    };
    const options = { isWanted: allWanted, language: "en", nowMs: 1_000 } as const;
    expect(decideNotifications(agentState([]), failed, memory, options).notifications).toHaveLength(1);
  });
});
