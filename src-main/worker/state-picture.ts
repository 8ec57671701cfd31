import type { AgentPhase, AgentState, CompanyState, TallySight, WireError } from "../contract/agent-state.ts";
import type { ErrorCode } from "../contract/errors.ts";
import { retryKindOf } from "../contract/errors.ts";
import type { AgentFacts } from "./state-facts.ts";
import { companyState, isShowing, keyOf } from "./state-standing.ts";

const sightOfCode: Partial<Readonly<Record<ErrorCode, TallySight>>> = {
  SOURCE_NOT_RUNNING: "notRunning",
  SOURCE_NO_COMPANY_OPEN: "noCompany",
  SOURCE_TIMEOUT: "busy",
  SOURCE_NOT_TALLY: "notTally",
};

/** What an error of a question to Tally says about it; undefined where it says nothing new. */
export function sightOf(code: ErrorCode): TallySight | undefined {
  return sightOfCode[code];
}

/** The other side is away or busy: it comes back by itself, and nobody has to be called. */
const awayForNow: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_TIMEOUT",
  "SOURCE_CONNECTION_LOST",
  "DEST_HOST_NOT_FOUND",
  "DEST_UNREACHABLE",
  "DEST_CONNECTION_LOST",
  "DEST_LOCKED",
  "DEST_LEASE_LOST",
]);

function isAwayForNow({ code }: WireError): boolean {
  return awayForNow.has(code) || retryKindOf(code) === "wait";
}

function phaseOf(facts: AgentFacts): AgentPhase {
  if (facts.blocked !== null) return "blocked";
  if (facts.run !== null || facts.isAtWork) return "running";
  if (facts.pausedUntil !== null) return "paused";
  if (facts.hindrance !== null || facts.tally.sight === "notRunning" || facts.tally.sight === "noCompany")
    return "waiting";
  return facts.isSetUp && facts.lastPassAt === null ? "starting" : "idle";
}

function companiesOf(facts: AgentFacts, nowMs: number): readonly CompanyState[] {
  const isShown = isShowing(facts.tally.sight);
  const open = facts.open.filter((company) => !company.isGroupCompany);
  const openKeys = new Set(open.map(keyOf));
  const others = [...facts.stored.values()].filter(({ key }) => !openKeys.has(key));
  return [
    ...open.map((company) => companyState(facts, company, isShown, nowMs)),
    ...others.map((company) => companyState(facts, company, false, nowMs)),
  ].sort((left, right) => left.name.localeCompare(right.name) || left.key.localeCompare(right.key));
}

/** The picture of everything; `sequence` is the board's. */
export function drawState(facts: AgentFacts, nowMs: number): Omit<AgentState, "sequence"> {
  const { hindrance, blocked } = facts;
  const phase = phaseOf(facts);
  return {
    phase,
    tally: facts.tally,
    database: facts.database,
    error: blocked ?? (hindrance === null || isAwayForNow(hindrance) ? null : hindrance),
    pausedUntil: facts.pausedUntil,
    lastPassAt: facts.lastPassAt,
    nextPassAt: phase === "idle" || phase === "waiting" ? facts.nextPassAt : null,
    companies: companiesOf(facts, nowMs),
  };
}
