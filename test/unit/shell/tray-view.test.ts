import { describe, expect, it } from "vitest";
import { overallOf } from "../../../src-main/contract/agent-state.ts";
import { sayTooltip, viewTray } from "../../../src-main/shell/tray-view.ts";
import type { TrayItem } from "../../../src-main/shell/tray-view.ts";
import { agentState, companyState, failedCompany } from "./agent-states.ts";

function labelsOf(items: readonly TrayItem[]): readonly string[] {
  return items.flatMap((item) => {
    if (item.kind === "separator") return [];
    return item.kind === "menu" ? [item.label, ...labelsOf(item.items)] : [item.label];
  });
}

function view(state: ReturnType<typeof agentState>, isSetUp = true) {
  return viewTray({ state, lastChanges: [], language: "en", isSetUp });
}

describe("the icon", () => {
  it("is green only when every open company is verified", () => {
    expect(overallOf(agentState([companyState()]))).toBe("verified");
    expect(overallOf(agentState([companyState(), companyState({ standing: "current" })]))).toBe("current");
    expect(overallOf(agentState([companyState(), companyState({ standing: "new" })]))).toBe("current");
    expect(overallOf(agentState([companyState(), companyState({ standing: "notOpen" })]))).toBe("verified");
  });

  it("waits when no company is open, and never calls that an error", () => {
    expect(overallOf(agentState([companyState({ standing: "notOpen" })]))).toBe("waiting");
    expect(overallOf(agentState([], { phase: "waiting" }))).toBe("waiting");
  });

  it("shows the worst thing a person should know", () => {
    const attention = companyState({ standing: "attention", heldDeletes: 3 });
    const failed = failedCompany("DEST_LOGIN_REFUSED", "A");
    expect(overallOf(agentState([companyState(), attention]))).toBe("attention");
    expect(overallOf(agentState([attention, failed]))).toBe("error");
    expect(overallOf(agentState([failed], { phase: "paused" }))).toBe("paused");
    expect(overallOf(agentState([companyState()], { phase: "running" }))).toBe("syncing");
    expect(overallOf(agentState([companyState()], { phase: "stopped" }))).toBe("error");
  });

  it("looks at chosen companies only", () => {
    const left = failedCompany("DEST_LOGIN_REFUSED", "Left out");
    expect(overallOf(agentState([companyState(), { ...left, isChosen: false }]))).toBe("verified");
  });
});

describe("the tooltip", () => {
  const at = (hour: number, minute: number): string => new Date(2026, 3, 1, hour, minute).toISOString();

  it("tells how many companies are up to date, and when", () => {
    const companies = [
      companyState(),
      companyState({ standing: "current" }),
      companyState({ standing: "notOpen" }),
    ];
    const state = agentState(companies, { lastPassAt: at(10, 42), nextPassAt: at(10, 47) });
    expect(sayTooltip(state, "en")).toBe("2 of 3 companies up to date · 10:42 · next 10:47");
  });

  it("tells until when it is paused instead of the next look", () => {
    const paused = { phase: "paused", lastPassAt: at(10, 42), nextPassAt: at(10, 47) } as const;
    const state = agentState([companyState()], { ...paused, pausedUntil: at(11, 42) });
    expect(sayTooltip(state, "en")).toBe("1 of 1 companies up to date · 10:42 · paused until 11:42");
    const lasting = agentState([companyState()], { ...paused, pausedUntil: "untilResumed" });
    expect(sayTooltip(lasting, "en")).toBe("1 of 1 companies up to date · 10:42 · paused");
  });

  it("is never longer than Windows shows", () => {
    const progress = {
      company: "x",
      stage: "vouchers",
      stream: null,
      windowsDone: 1,
      windowsTotal: 2,
      rowsDone: 1,
      rowsTotal: 2,
      bytes: 1,
      share: 0.5,
      secondsLeft: 3,
    } as const;
    const company = companyState({ name: "श्री ".repeat(60), standing: "loading", progress });
    expect(sayTooltip(agentState([company]), "hi").length).toBeLessThanOrEqual(127);
  });
});

describe("the menu", () => {
  it("offers everything of a program that is set up", () => {
    const labels = labelsOf(view(agentState([companyState()])).items);
    for (const label of [
      "Sync now",
      "Pause",
      "Until tomorrow",
      "Last changes",
      "Copy connection string",
      "Quit",
    ]) {
      expect(labels).toContain(label);
    }
    expect(labels[0]).toBe("All books equal Tally");
  });

  it("offers neither sync nor pause before the wizard's end", () => {
    const labels = labelsOf(view(agentState([]), false).items);
    expect(labels).not.toContain("Sync now");
    expect(labels).toContain("Quit");
  });

  it("offers to resume while paused", () => {
    const labels = labelsOf(
      view(agentState([companyState()], { phase: "paused", pausedUntil: "untilResumed" })).items,
    );
    expect(labels).toContain("Resume");
    expect(labels).not.toContain("Pause");
  });

  it("stays short with 41 companies", () => {
    const companies = Array.from({ length: 41 }, (_, index) =>
      companyState({ name: `Company ${index + 1}` }),
    );
    const labels = labelsOf(view(agentState(companies)).items);
    expect(labels).toContain("All 41 companies …");
    expect(labels).not.toContain("Company 16 – verified");
  });

  it("opens the run of a last change", () => {
    const change = {
      company: "A",
      companyKey: "a:1",
      runId: "r9",
      table: "vouchers",
      action: "update",
      nameOrNumber: "S/12",
      changedAt: new Date(2026, 3, 1, 9, 5).toISOString(),
    };
    const { items } = viewTray({
      state: agentState([companyState()]),
      lastChanges: [change],
      language: "en",
      isSetUp: true,
    });
    const menu = items.find((item) => item.kind === "menu" && item.label === "Last changes");
    expect(menu).toMatchObject({
      items: [
        {
          label: "09:05  voucher S/12",
          command: { kind: "open", route: { page: "activity", company: "a:1", runId: "r9" } },
        },
      ],
    });
  });
});
