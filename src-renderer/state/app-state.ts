import type { AgentState, CompanyState, WireError } from "../../src-main/contract/agent-state.ts";
import type { AppSnapshot } from "../../src-main/contract/channels.ts";

/** What the window knows of the program: the snapshot, kept up to date by events. */
export interface AppModel extends Omit<AppSnapshot, "route"> {
  readonly isReady: true;
}

export type AppPicture = AppModel | { readonly isReady: false; readonly error: WireError | null };

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

/** Lines that did not change stay the same object, so that only what changed is drawn again. */
function keepUnchanged(
  known: readonly CompanyState[],
  incoming: readonly CompanyState[],
): readonly CompanyState[] {
  const byKey = new Map(known.map((company) => [company.key, company]));
  return incoming.map((company) => {
    const before = byKey.get(company.key);
    return before !== undefined && isSame(before, company) ? before : company;
  });
}

/** The newest picture says all; an older one that comes late is dropped. */
export function takeState(known: AgentState, incoming: AgentState): AgentState {
  if (incoming.sequence < known.sequence) return known;
  return { ...incoming, companies: keepUnchanged(known.companies, incoming.companies) };
}
