import type { RunContext } from "./run-context.ts";

/** Both counters as an answer shows them. */
interface CountersOfHead {
  readonly mastersCounter: number | null;
  readonly vouchersCounter: number | null;
}

interface WithHead {
  readonly head: CountersOfHead;
}

/** The same source; `note` is told the head of every answer. */
export function noteHeads<T extends object>(source: T, note: (head: CountersOfHead) => void): T {
  return new Proxy(source, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(member, target, given);
        if (hasHead(answer)) note(answer.head);
        return answer;
      };
    },
  });
}

function hasHead(answer: unknown): answer is WithHead {
  return typeof answer === "object" && answer !== null && "head" in answer;
}

export interface WatchedVouchers {
  /** The run with a source whose answers are watched. */
  readonly run: RunContext;
  /** Whether every answer so far was given while Tally's vouchers counter stood there. */
  hasStoodAt(counter: number): boolean;
}

/** Watches whether anybody changes vouchers while a run reads. */
export function watchVouchers(run: RunContext): WatchedVouchers {
  const seen = new Set<number>();
  // A company without vouchers shows none; elsewhere an answer that hides it cannot say that it stood.
  const source = noteHeads(run.source, ({ vouchersCounter }) => void seen.add(vouchersCounter ?? 0));
  return {
    run: { ...run, source },
    hasStoodAt: (counter) => [...seen].every((shown) => shown === counter),
  };
}
