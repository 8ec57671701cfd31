import { isReplicaError } from "../contract/errors.ts";
import type { CensusEntry, DateWindow, DayFingerprint, Head } from "../source/source.ts";
import { type ExpectedVoucher, type ExpectedVouchers, differingDays } from "./expected-vouchers.ts";
import { BrokenLineage } from "./lineage.ts";
import { progressOf } from "./masters.ts";
import { type CounterState, watermarkOf } from "./plan.ts";
import { findMovedOut, type MovedOut } from "./moved-out.ts";
import { mostWalkedWithContent, readListed, rest } from "./read-changed.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { planWindows, windowsOfDays } from "./window.ts";

/** Up to so many candidates are asked for one by one, 9 to 23 ms each whatever the size of the book (cookbook §2). */
const askedOneByOne = 20;

export interface WideLook {
  /** Vouchers proven to be gone. */
  readonly deleted: readonly ExpectedVoucher[];
  readonly movedOut: readonly MovedOut[];
  /** True when every difference found was explained. */
  readonly isComplete: boolean;
}

/**
 * Looks through the whole book: fingerprints per day against the same sums of the replica, a census of the days that
 * differ, the content of what is new or altered there. A voucher missing from its day has left that day; it is
 * deleted only if no differing day holds it.
 */
export async function lookThroughBook(
  run: RunContext,
  span: DateWindow,
  expected: ExpectedVouchers,
  staging: Staging,
  state: CounterState,
): Promise<WideLook> {
  const counters = new CountersSeen(state);
  const { differing, counted } = await findDifferingDays(run, span, expected, counters);
  const missing = new Map<string, ExpectedVoucher>();
  const found = new Set<string>();
  let hasReadAll = true;
  const windows = windowsOfDays(differing).flatMap((window) =>
    planWindows(window, counted, mostWalkedWithContent(run)),
  );
  for (const window of windows) {
    const startedMs = run.clock.now().getTime();
    const look = await lookAtWindow(run, window, expected, staging, counters);
    if (windows.length > 1) await rest(run, run.clock.now().getTime() - startedMs);
    for (const voucher of look.missing) missing.set(voucher.guid, voucher);
    for (const guid of look.found) found.add(guid);
    hasReadAll &&= look.hasReadAll;
  }
  const candidates = [...missing.values()].filter(({ guid }) => !found.has(guid));
  const proof = await proveDeletes(run, candidates, counters.isOne);
  return { ...proof, isComplete: proof.isComplete && hasReadAll };
}

/** The vouchers counter of every answer of a look: days seen under different ones may hide a re-dated voucher. */
class CountersSeen {
  readonly #state: CounterState;
  readonly #seen = new Set<number>();

  constructor(state: CounterState) {
    this.#state = state;
  }

  /** An answer that hides a counter we have seen before is a failed read. */
  note(head: Head): void {
    this.#seen.add(watermarkOf(this.#state, head.vouchersCounter));
  }

  get checkpoint(): number {
    return this.#state.checkpoint ?? 0;
  }

  get isOne(): boolean {
    return this.#seen.size === 1;
  }
}

interface DaysCompared {
  readonly differing: readonly string[];
  /** How many vouchers Tally has on each day. */
  readonly counted: readonly DayFingerprint[];
}

async function findDifferingDays(
  run: RunContext,
  span: DateWindow,
  expected: ExpectedVouchers,
  counters: CountersSeen,
): Promise<DaysCompared> {
  const windows = planWindows(span, expected.days(), run.limits.windows.walked);
  const differing: string[] = [];
  const counted: DayFingerprint[] = [];
  for (const [index, window] of windows.entries()) {
    const { days, head, elapsedMs } = await run.source.fingerprintDays(window, run.signal);
    if (windows.length > 1) await rest(run, elapsedMs);
    counters.note(head);
    differing.push(...differingDays(days, expected.fingerprints(window)));
    counted.push(...days);
    run.report(progressOf("reconcile", run.voucherStream.name, index + 1, windows.length, 0));
  }
  return { differing, counted };
}

interface WindowLook {
  /** Expected here, not listed. */
  readonly missing: readonly ExpectedVoucher[];
  /** GUIDs listed here. */
  readonly found: readonly string[];
  /** The content of all that is new or altered here was shown. */
  readonly hasReadAll: boolean;
}

async function lookAtWindow(
  run: RunContext,
  window: DateWindow,
  expected: ExpectedVouchers,
  staging: Staging,
  counters: CountersSeen,
): Promise<WindowLook> {
  const census = await run.source.censusVouchers(window, run.signal);
  counters.note(census.head);
  for (const entry of census.entries) requireKnown(entry, expected, counters.checkpoint);
  const changed = census.entries.filter((entry) => isChanged(entry, window, expected));
  const hasReadAll = await readContent(run, window, { entries: census.entries, changed }, staging);
  const listed = new Set(census.entries.map(({ guid }) => guid));
  return {
    missing: expected.within(window).filter(({ guid }) => !listed.has(guid)),
    found: [...listed],
    hasReadAll,
  };
}

/** In one lineage ALTERIDs only grow, and whatever is at or below the checkpoint is known. */
function requireKnown(entry: CensusEntry, expected: ExpectedVouchers, checkpoint: number): void {
  const own = expected.get(entry.guid);
  const { guid, alterId } = entry;
  if (own !== undefined && alterId < own.alterId) {
    throw new BrokenLineage(`voucher ${guid} has ALTERID ${alterId}, the replica holds ${own.alterId}`);
  }
  if (own === undefined && alterId <= checkpoint && !expected.isExcused(guid)) {
    throw new BrokenLineage(`voucher ${guid} has ALTERID ${alterId}, and the replica has none`);
  }
}

function isChanged(entry: CensusEntry, window: DateWindow, expected: ExpectedVouchers): boolean {
  const own = expected.get(entry.guid);
  return own === undefined || own.alterId !== entry.alterId || own.date < window.from || own.date > window.to;
}

/**
 * Reads what the replica does not hold as listed; only what was changed since the lowest of these numbers. False where
 * something that is listed was not shown: somebody moved it meanwhile, or one of the two answers is a failed read.
 */
async function readContent(
  run: RunContext,
  window: DateWindow,
  {
    entries,
    changed,
  }: { readonly entries: readonly CensusEntry[]; readonly changed: readonly CensusEntry[] },
  staging: Staging,
): Promise<boolean> {
  if (changed.length === 0) return true;
  const wanted = new Set(changed.map(({ guid }) => guid));
  const open = new Set(wanted);
  const lowest = changed.reduce((least, { alterId }) => Math.min(least, alterId), Infinity);
  await readListed(
    run,
    window,
    { entries, afterAlterId: lowest - 1 },
    {
      onRow: (row) => {
        open.delete(row.guid);
        if (wanted.has(row.guid)) staging.add(run.voucherStream.name, row);
      },
      onReject: (record) => {
        open.delete(record.guid);
        staging.reject(record);
      },
    },
  );
  return open.size === 0;
}

/**
 * A handful of candidates is asked for one by one; exactly "could not find" counts. More of them are believed when all
 * days were looked at under one unchanged counter. Otherwise they stay unexplained until the next look.
 */
export async function proveDeletes(
  run: RunContext,
  candidates: readonly ExpectedVoucher[],
  isOneCounter: boolean,
): Promise<WideLook> {
  if (candidates.length > askedOneByOne) {
    const movedOut = await findMovedOut(run, candidates);
    const moved = new Set(movedOut.map(({ guid }) => guid));
    const deleted = isOneCounter ? candidates.filter(({ guid }) => !moved.has(guid)) : [];
    return { deleted, movedOut, isComplete: isOneCounter };
  }
  const deleted: ExpectedVoucher[] = [];
  const living: ExpectedVoucher[] = [];
  for (const candidate of candidates) {
    const isThere = await askFor(run, candidate, isOneCounter);
    (isThere ? living : deleted).push(candidate);
  }
  const movedOut = await findMovedOut(run, living);
  return { deleted, movedOut, isComplete: movedOut.length === living.length };
}

/** Where an installation does not answer this as expected, an unchanged counter has to do. */
async function askFor(run: RunContext, candidate: ExpectedVoucher, isOneCounter: boolean): Promise<boolean> {
  try {
    return await run.source.hasVoucher(candidate.masterId, run.signal);
  } catch (error) {
    if (isReplicaError(error, "SOURCE_ANSWERS_DIFFERENTLY")) return !isOneCounter;
    throw error;
  }
}
