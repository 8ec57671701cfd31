import { isKept, readingOf } from "../catalog/chosen.ts";
import type { Stream } from "../catalog/stream.ts";
import type { Part } from "../contract/choice.ts";
import type { ProbedCompany } from "../contract/company.ts";
import { readBroughtForward } from "./brought-forward.ts";
import type { ChoiceChange } from "./choice-purge.ts";
import type { BroughtChoice, Committed, Outcome } from "./commit.ts";
import { loadKnowledge } from "./complete.ts";
import type { LoadedState } from "./company-state.ts";
import { readMasters } from "./masters.ts";
import type { RunContext } from "./run-context.ts";
import { type StagedVouchers, stageVouchers } from "./stage-vouchers.ts";
import { commitSteadily } from "./steady-masters.ts";
import { readUnsettled, type UnsettledDays, unsettledOfTypes, uniteUnsettled } from "./unsettled-numbers.ts";

/**
 * Brings what was chosen since: content of the tables that gained something, vouchers of the years that were added,
 * openings of a new beginning. Everything is committed at once, with the choice itself; checkpoints stay where they
 * are, because the counters were not looked at. `run` is one of the choice afterwards.
 */
export function loadChosen(
  run: RunContext,
  state: LoadedState,
  change: ChoiceChange,
  probed: ProbedCompany,
): Promise<Committed> {
  return commitSteadily(run, state.masters.checkpoint, async (watched, staging, attempt) => {
    const known = await loadKnowledge(watched);
    // Masters that moved since the replica read them are all read from the second attempt on.
    const wanted = watched.masterStreams.filter((stream) => attempt > 1 || gains(stream, change));
    const reading = { ...watched, masterStreams: wanted };
    const masters = wanted.length > 0 ? await readMasters(reading, { after: null }, staging, known) : null;
    const isWhole = gainsVouchers(watched, change);
    const staged = isWhole ? await stageVouchers(watched, probed, staging) : null;
    return outcomeOf({
      unsettledNumbers: uniteUnsettled(
        await readUnsettled(watched),
        unsettledOfTypes(unsettledSince(state, watched, staged), known.facts.voucherTypeGuids()),
      ),
      staging,
      known,
      renames: masters?.renames ?? [],
      broughtForward: mustBringForward(change, wanted) ? await readBroughtForward(watched) : null,
      choice: {
        change,
        read: isWhole ? [...wanted, watched.voucherStream] : wanted,
        checkpoints: {
          masters: state.masters.checkpoint ?? 0,
          vouchers: state.vouchers.checkpoint ?? 0,
        },
      },
    });
  });
}

/** Checkpoints stay: what was read under a later counter may have been so for a moment only. */
function unsettledSince(
  state: LoadedState,
  { beginsOn }: RunContext,
  staged: StagedVouchers | null,
): UnsettledDays | null {
  if (staged === null || staged.unsettled?.isCertain === true) return staged?.unsettled ?? null;
  if (staged.counter !== state.vouchers.checkpoint) return { from: beginsOn, isCertain: false };
  return staged.unsettled;
}

type Brought = Pick<Outcome, "staging" | "known" | "renames" | "broughtForward" | "unsettledNumbers"> & {
  readonly choice: BroughtChoice;
};

function outcomeOf(brought: Brought): Outcome {
  return {
    ...brought,
    masters: null,
    vouchers: null,
    deletes: [],
    movedOut: [],
    movedNumbers: [],
    isLogged: true,
    syncStatus: "active",
    completesLoad: false,
    reconciled: null,
  };
}

function mustBringForward({ before, after }: ChoiceChange, wanted: readonly Stream[]): boolean {
  return (
    before.from !== after.from || wanted.some(({ name }) => name === "ledgers" || name === "stock_items")
  );
}

/** Whether something of a stream is kept now that was not before. */
export function gains(stream: Stream, { before, after, outdated }: ChoiceChange): boolean {
  if (!isKept(stream, after)) return false;
  if (!isKept(stream, before) || outdated?.has(stream.name) === true) return true;
  const comesBack = (part: Part): boolean => before.without.includes(part) && !after.without.includes(part);
  if (stream.filterWithout !== undefined && comesBack(stream.filterWithout.part)) return true;
  if (stream.counter === "vouchers" && (comesBack("payroll") || comesBack("inventory"))) return true;
  const was = contentOf(readingOf(stream, before));
  return [...contentOf(readingOf(stream, after))].some((column) => !was.has(column));
}

/** Every column of every table; the sentence of a custom field holds its formula. */
function contentOf(reading: Stream): ReadonlySet<string> {
  return new Set(
    [{ name: reading.name, columns: reading.columns }, ...reading.children].flatMap((table) =>
      table.columns.map(({ name, doc }) => `${table.name}.${name} ${doc}`),
    ),
  );
}

/**
 * Vouchers gained columns or lines, or years were added. Later years are read again with them: what happened before
 * their first day may have moved their numbers, which has no ALTERID.
 */
function gainsVouchers(run: RunContext, change: ChoiceChange): boolean {
  if (gains(run.voucherStream, change)) return true;
  const { before, after } = change;
  return before.from !== null && (after.from === null || after.from < before.from);
}
