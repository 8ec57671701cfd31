import { type Accounted, lookBefore } from "./before-beginning.ts";
import { readBroughtForward } from "./brought-forward.ts";
import { readNumbers } from "./changed-numbers.ts";
import { readChangedVouchers, type VouchersRead } from "./changed-vouchers.ts";
import type { Committed, CounterResult, Outcome } from "./commit.ts";
import { loadKnowledge, type MasterKnowledge } from "./complete.ts";
import type { FoundDeletes } from "./deletes.ts";
import { type WatchedVouchers, watchVouchers } from "./heads.ts";
import type { IncrementalOptions } from "./incremental-options.ts";
import { censusMasters, goneMasters, type MastersRead, readMasters } from "./masters.ts";
import { countNumbers, emptyNumberSet, numberRange, subtractNumbers } from "./number-set.ts";
import type { CompanyState } from "./plan.ts";
import { retryQuarantine } from "./quarantine-retry.ts";
import { rereadOldWindow } from "./rolling.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { commitSteadily } from "./steady-masters.ts";
import { explainedBy } from "./voucher-changes.ts";
import { rereadUnitUsers } from "./unit-changes.ts";

/** From so many windows on, a paced look through the book takes a minute or more. */
const windowsOfLongLook = 6;

/**
 * On the timer, where the look may be long: what was found lands, its open numbers are kept, and the look follows in a
 * commit of its own. A person who waits, and a small book, get both at once.
 */
export async function runIncremental(
  run: RunContext,
  state: CompanyState,
  options: Omit<IncrementalOptions, "landsFirst">,
): Promise<Committed> {
  const mostWindows = (state.vouchers.checkpoint ?? 0) / run.limits.windows.walked;
  const isLong = run.isPaced && mostWindows >= windowsOfLongLook;
  // What waits for a look already has landed before, and accepted deletes are what the look is for.
  const isLookFirst =
    options.reconciles || countNumbers(state.vouchers.unexplained) > 0 || state.acceptedDeletes.vouchers > 0;
  const landsFirst = isLong && !isLookFirst && !options.completesLoad;
  const landed = await readAndCommit(run, state, { ...options, landsFirst });
  return landed.isLookOpen ? readAndCommit(run, state, { ...options, landsFirst: false }) : landed;
}

interface Landed extends Committed {
  /** Numbers are open because the look through the book was left for later. */
  readonly isLookOpen: boolean;
}

/** Reads only what changed after the checkpoints, proves deletes, commits everything at once. */
async function readAndCommit(
  run: RunContext,
  state: CompanyState,
  options: IncrementalOptions,
): Promise<Landed> {
  const storedCounter = options.readsMasters ? null : state.masters.checkpoint;
  let isLookOpen = false;
  const committed = await commitSteadily(run, storedCounter, async (watched, staging, attempt) => {
    // Masters that moved after the probe are read from the second attempt on.
    const readsMasters = options.readsMasters || attempt > 1;
    const outcome = await readChanges(watched, state, { ...options, readsMasters }, staging);
    isLookOpen = options.landsFirst && countNumbers(outcome.vouchers?.unexplained ?? []) > 0;
    return outcome;
  });
  return { ...committed, isLookOpen };
}

async function readChanges(
  unwatched: RunContext,
  state: CompanyState,
  options: IncrementalOptions,
  staging: Staging,
): Promise<Outcome> {
  const known = await loadKnowledge(unwatched);
  known.facts.noteChangedUnits(options.changedUnits ?? []);
  const masters = options.readsMasters
    ? await readChangedMasters(unwatched, state, options, staging, known)
    : null;
  const watched = watchVouchers(unwatched);
  const { run } = watched;
  const vouchers = options.readsVouchers
    ? await readChangedVouchers(run, state, options, staging, known)
    : null;
  await rereadUnitUsers(run, known, staging);
  if (state.quarantined > 0) await retryQuarantine(run, staging);
  const rollingFrom = options.reconciles
    ? await rereadOldWindow(run, state.reconcileMemory.rollingFrom, staging)
    : null;
  const accounted = accountedFor(state, vouchers, staging, run);
  const before = await lookBefore(run, staging, accounted);
  const mustBringForward = masters !== null || options.completesLoad || before.mayHaveChanged;
  const deletes: FoundDeletes[] = [];
  if (masters !== null) deletes.push(...(await goneMasters(run, masters.complete)));
  if (vouchers !== null) deletes.push({ stream: run.voucherStream, guids: vouchers.deleted });
  run.seam("changes staged");
  return {
    staging,
    known,
    renames: masters?.renames ?? [],
    masters: mastersResult(state, masters),
    vouchers: vouchers === null ? unreadVouchers(state, options) : vouchersResult(state, vouchers),
    deletes,
    movedOut: vouchers?.movedOut ?? [],
    broughtForward: mustBringForward ? await readBroughtForward(run) : null,
    ...(await readNumbers(watched, { state, options, vouchers, accounted, before, known }, staging)),
    ...(before.highestMasterId === undefined ? {} : { highestMasterId: before.highestMasterId }),
    isLogged: !options.completesLoad,
    syncStatus: options.completesLoad ? "initial_load" : "active",
    completesLoad: options.completesLoad,
    reconciled:
      options.reconciles || options.completesLoad
        ? { rollingFrom, hasSilentDeletes: hasSilentDeletes(state, vouchers, watched) }
        : null,
  };
}

function accountedFor(
  state: CompanyState,
  vouchers: VouchersRead | null,
  staging: Staging,
  run: RunContext,
): Accounted {
  if (vouchers === null) return { openNumbers: 0, hasLooked: false };
  const numbers = numberRange((state.vouchers.checkpoint ?? 0) + 1, vouchers.hot.counter);
  const open = subtractNumbers(numbers, explainedBy(staging, run.voucherStream.name));
  return { openNumbers: countNumbers(open), hasLooked: vouchers.hasLooked };
}

/**
 * A delete that showed only in the daily look, while the counter stood still from the first answer to the last. Accepted
 * ones were found before.
 */
function hasSilentDeletes(
  state: CompanyState,
  vouchers: VouchersRead | null,
  watched: WatchedVouchers,
): boolean {
  if (vouchers === null) return state.reconcileMemory.hasSilentDeletes;
  const isNew = vouchers.deleted.length > state.acceptedDeletes.vouchers;
  const { checkpoint } = state.vouchers;
  const isSilent = isNew && checkpoint !== null && watched.hasStoodAt(checkpoint);
  return isSilent || state.reconcileMemory.hasSilentDeletes;
}

async function readChangedMasters(
  run: RunContext,
  state: CompanyState,
  { reconciles }: IncrementalOptions,
  staging: Staging,
  known: MasterKnowledge,
): Promise<MastersRead> {
  const checkpoint = state.masters.checkpoint ?? 0;
  const read = await readMasters(run, { after: checkpoint }, staging, known);
  const isForced = reconciles || state.acceptedDeletes.masters > 0;
  return censusMasters(run, read, staging, { checkpoint, isForced });
}

/** Masters that were not read stand where they stood; after a first load that is where it began. */
function mastersResult(state: CompanyState, read: MastersRead | null): CounterResult {
  if (read === null) {
    return {
      before: state.masters,
      counter: state.masters.checkpoint ?? 0,
      unexplained: state.masters.unexplained,
    };
  }
  return { before: state.masters, counter: read.counter, unexplained: read.unexplained };
}

/** After a first load during which no counter moved there is nothing to catch up: it stands where it began. */
function unreadVouchers(state: CompanyState, { completesLoad }: IncrementalOptions): CounterResult | null {
  if (!completesLoad) return null;
  return { before: state.vouchers, counter: state.vouchers.checkpoint ?? 0, unexplained: emptyNumberSet };
}

function vouchersResult(state: CompanyState, read: VouchersRead): CounterResult {
  return {
    before: state.vouchers,
    counter: read.hot.counter,
    unexplained: read.isExplained ? emptyNumberSet : read.hot.unexplained,
  };
}
