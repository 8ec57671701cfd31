import { emptyAgentState } from "../../src-main/contract/agent-state.ts";
import type { AgentState, CompanyState, WireError } from "../../src-main/contract/agent-state.ts";

/** Invented states of the agent, rich enough to see every page as it looks in a busy office. */

export const now = new Date("2026-11-22T05:12:00.000Z");

function minutesBefore(minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString();
}

const names = [
  "Sharma Traders",
  "Gupta & Sons Textiles Private Limited",
  "Awadh Pharma Distributors",
  "Lucknow Chikan Emporium",
  "Mehrotra Steel Works",
  "Srivastava Associates (HUF)",
  "Rastogi Jewellers",
  "Bharat Agro Cold Storage LLP",
  "Kapoor Electricals",
  "Shree Balaji Transport Company",
  "Nawab Foods",
  "Tiwari Construction & Engineering",
  "Verma Book Depot",
  "Jaiswal Oil Mills",
  "Agarwal Sweets 2025-26",
  "श्री गणेश ट्रेडर्स",
  "Mishra Printers",
  "Khan Leather Exports",
  "Singh Auto Parts",
  "Pandey Dairy Products",
];

export const failure: WireError = {
  code: "SOURCE_TIMEOUT",
  details: { seconds: 60 },
  technical:
    "POST http://localhost:9000 timed out after 60000 ms while reading vouchers 2025-09-01..2025-09-30",
};

const healthy: Omit<CompanyState, "key" | "name" | "companyNumber" | "companyId"> = {
  standing: "verified",
  isOpen: true,
  isChosen: true,
  lastVoucherDate: "2026-11-21",
  currentAt: minutesBefore(3),
  verdict: "verified",
  verifiedAt: minutesBefore(3),
  rows: 67_412,
  heldDeletes: 0,
  quarantined: 0,
  unexplained: 0,
  differences: 0,
  lastRun: { runId: "run-1", status: "success", endedAt: minutesBefore(3), error: null },
  progress: null,
};

export function makeCompany(index: number, changes: Partial<CompanyState> = {}): CompanyState {
  const round = Math.floor(index / names.length);
  const name = names[index % names.length] ?? "Company";
  return {
    ...healthy,
    key: `8f3a7c10-5b7e-4d55-9f1a-${String(index).padStart(12, "0")}:1${String(index).padStart(5, "0")}`,
    companyId: index + 1,
    name: round === 0 ? name : `${name} (${2026 - round})`,
    companyNumber: `1${String(index).padStart(5, "0")}`,
    rows: 4_200 + ((index * 7_919) % 180_000),
    ...changes,
  };
}

const loading: Partial<CompanyState> = {
  standing: "loading",
  companyId: 9,
  verdict: null,
  verifiedAt: null,
  currentAt: null,
  rows: 61_200,
  progress: {
    company: "Bharat Agro Cold Storage LLP",
    stage: "vouchers",
    stream: "vouchers",
    windowsDone: 7,
    windowsTotal: 19,
    rowsDone: 61_200,
    rowsTotal: 164_800,
    bytes: 88_000_000,
    share: 0.37,
    secondsLeft: 250,
  },
};

function changesOf(index: number): Partial<CompanyState> {
  switch (index) {
    case 2:
      return {
        standing: "error",
        currentAt: minutesBefore(64),
        lastRun: { runId: "run-7", status: "failed", endedAt: minutesBefore(4), error: failure },
      };
    case 4:
      return { standing: "attention", heldDeletes: 14, verdict: "unknown" };
    case 5:
      return { standing: "attention", differences: 2, verdict: "differs", verifiedAt: minutesBefore(20) };
    case 9:
      return {
        standing: "syncing",
        progress: {
          company: "Shree Balaji Transport Company",
          stage: "masters",
          stream: "ledgers",
          windowsDone: 0,
          windowsTotal: null,
          rowsDone: 312,
          rowsTotal: null,
          bytes: 100_000,
          share: null,
          secondsLeft: null,
        },
      };
    case 12:
      return { standing: "current", verdict: "unknown", verifiedAt: minutesBefore(60 * 26) };
    case 13:
      return { standing: "current", verdict: null, verifiedAt: null };
    default:
      return index % 6 === 3 ? { standing: "notOpen", isOpen: false, currentAt: minutesBefore(60 * 30) } : {};
  }
}

const base: AgentState = {
  ...emptyAgentState,
  sequence: 10,
  phase: "idle",
  tally: { url: "http://localhost:9000", sight: "answers" },
  database: { description: "C:\\Users\\Anil\\AppData\\Local\\Tally Replica\\replica.sqlite", error: null },
  lastPassAt: minutesBefore(3),
  nextPassAt: minutesBefore(-2),
};

export const fortyOne: AgentState = {
  ...base,
  companies: Array.from({ length: 41 }, (_unused, index) => makeCompany(index, changesOf(index))),
};

export const firstLoad: AgentState = {
  ...base,
  phase: "running",
  companies: [
    makeCompany(0),
    makeCompany(7, loading),
    makeCompany(1, {
      standing: "new",
      companyId: null,
      rows: 0,
      verdict: null,
      verifiedAt: null,
      currentAt: null,
    }),
    makeCompany(3, {
      standing: "notOpen",
      isOpen: false,
      companyId: null,
      rows: 0,
      currentAt: null,
      verdict: null,
    }),
  ],
};

export const allVerified: AgentState = {
  ...base,
  companies: [makeCompany(0), makeCompany(1), makeCompany(2)],
};

export const empty: AgentState = {
  ...base,
  tally: { url: base.tally.url, sight: "noCompany" },
  phase: "waiting",
};

export const databaseDown: AgentState = {
  ...fortyOne,
  database: {
    description: "postgres://books@srv-db/replica",
    error: {
      code: "DEST_UNREACHABLE",
      details: { database: "replica at srv-db" },
      technical: "connect ECONNREFUSED 192.168.1.20:5432",
    },
  },
};

export const states = { fortyOne, firstLoad, allVerified, empty, databaseDown } as const;
export type StateName = keyof typeof states;
