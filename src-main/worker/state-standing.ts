import type { CompanyStanding, CompanyState, LastRun, TallySight } from "../contract/agent-state.ts";
import type { CompanyIdentity } from "../contract/company.ts";
import { retryKindOf } from "../contract/errors.ts";
import { isNamed } from "../sync/identity.ts";
import type { AgentFacts, StoredFacts } from "./state-facts.ts";
import { estimateProgress } from "./state-progress.ts";

export function keyOf({ guid, companyNumber }: Pick<CompanyIdentity, "guid" | "companyNumber">): string {
  return `${guid}:${companyNumber}`;
}

/** A Tally that is not there has no company open, whatever it showed before. */
export function isShowing(sight: TallySight): boolean {
  return sight === "answers" || sight === "busy" || sight === "unknown";
}

/** Tally closed or its company closed while a run was under way: away, not failed. */
function hasFailed(run: LastRun | null): boolean {
  if (run === null || run.status !== "failed") return false;
  return run.error === null || retryKindOf(run.error.code) !== "wait";
}

function needsDecision(stored: StoredFacts): boolean {
  return (
    stored.heldDeletes > 0 || stored.quarantined > 0 || stored.unexplained > 0 || stored.verdict === "differs"
  );
}

function standingOf(
  facts: AgentFacts,
  key: string,
  isOpen: boolean,
  lastRun: LastRun | null,
): CompanyStanding {
  const stored = facts.stored.get(key);
  const isLoaded = stored?.isLoaded === true;
  if (facts.run?.key === key) return isLoaded ? "syncing" : "loading";
  if (isOpen && hasFailed(lastRun)) return "error";
  if (stored === undefined) return "new";
  if (needsDecision(stored)) return "attention";
  if (!isOpen) return "notOpen";
  if (!isLoaded) return "loading";
  return stored.verdict === "verified" ? "verified" : "current";
}

/** Newer of what this start of the program saw and what the database tells. */
function newestOf(first: LastRun | null, second: LastRun | null): LastRun | null {
  if (first === null || second === null) return first ?? second;
  return first.endedAt >= second.endedAt ? first : second;
}

function laterOf(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return first ?? second;
  return first >= second ? first : second;
}

function differencesOf(facts: AgentFacts, stored: StoredFacts | undefined): number {
  if (stored?.verdict !== "differs") return 0;
  // The figures themselves are known since they were compared by this start of the program.
  return facts.verifications.get(stored.key)?.differences.length ?? 1;
}

export function companyState(
  facts: AgentFacts,
  identity: CompanyIdentity,
  isOpen: boolean,
  nowMs: number,
): CompanyState {
  const key = keyOf(identity);
  const stored = facts.stored.get(key);
  const lastRun = newestOf(facts.lastRuns.get(key) ?? null, stored?.lastRun ?? null);
  const open = facts.open.find((company) => keyOf(company) === key);
  return {
    key,
    companyId: stored?.companyId ?? null,
    name: identity.name,
    companyNumber: identity.companyNumber,
    standing: standingOf(facts, key, isOpen, lastRun),
    isOpen,
    isChosen: facts.chosen.length === 0 || facts.chosen.some((wanted) => isNamed(identity, wanted)),
    lastVoucherDate: laterOf(stored?.lastVoucherDate ?? null, open?.lastVoucherDate ?? null),
    currentAt: laterOf(facts.lookedAt.get(key) ?? null, stored?.currentAt ?? null),
    verdict: stored?.verdict ?? null,
    verifiedAt: stored?.verifiedAt ?? null,
    rows: stored?.rows ?? 0,
    heldDeletes: stored?.heldDeletes ?? 0,
    quarantined: stored?.quarantined ?? 0,
    unexplained: stored?.unexplained ?? 0,
    differences: differencesOf(facts, stored),
    lastRun,
    progress: facts.run?.key === key ? estimateProgress(facts.run, nowMs) : null,
  };
}
