import type { ProbedCompany } from "../contract/company.ts";
import { readBroughtForward } from "./brought-forward.ts";
import type { Committed, Outcome } from "./commit.ts";
import { loadKnowledge } from "./complete.ts";
import type { FoundDeletes } from "./deletes.ts";
import { expectedVouchers, type ExpectedVoucher } from "./expected-vouchers.ts";
import { goneMasters, readMasters } from "./masters.ts";
import type { MovedOut } from "./moved-out.ts";
import { emptyNumberSet, numberRange } from "./number-set.ts";
import type { CompanyState } from "./plan.ts";
import { beginsLater, type RunContext } from "./run-context.ts";
import { stageVouchers } from "./stage-vouchers.ts";
import type { Staging } from "./staging.ts";
import { commitSteadily } from "./steady-masters.ts";
import { type UnsettledDays, unsettledByMissed, unsettledOfTypes } from "./unsettled-numbers.ts";
import { proveDeletes } from "./wide-look.ts";

/**
 * Reads the content of both counters again, compares by value, upserts and sweeps. For broken lineages (a restored
 * backup may have used its numbers again for other content, so neither ALTERID nor census can be believed) and when a
 * person asks for it. Readers see the old replica until everything is committed at once.
 */
export async function rereadEverything(
  run: RunContext,
  state: CompanyState,
  probed: ProbedCompany,
  completesLoad = false,
): Promise<Committed> {
  return commitSteadily(run, null, async (watched, staging) => ({
    ...(await readEverything(watched, state, probed, staging)),
    isLogged: !completesLoad,
    syncStatus: completesLoad ? "initial_load" : "active",
    completesLoad,
  }));
}

async function readEverything(
  run: RunContext,
  state: CompanyState,
  probed: ProbedCompany,
  staging: Staging,
): Promise<Omit<Outcome, "isLogged" | "syncStatus" | "completesLoad">> {
  const known = await loadKnowledge(run);
  const masters = await readMasters(run, { after: null }, staging, known);
  const vouchers = await rereadVouchers(run, probed, staging);
  const deletes: FoundDeletes[] = await goneMasters(run, masters.complete);
  deletes.push({ stream: run.voucherStream, guids: vouchers.deleted.map(({ guid }) => guid) });
  return {
    staging,
    known,
    renames: masters.renames,
    masters: { before: state.masters, counter: masters.counter, unexplained: emptyNumberSet },
    vouchers: {
      before: state.vouchers,
      counter: vouchers.counter,
      // Deletes that people's typing kept from being proven: the next run looks for them.
      unexplained: vouchers.isComplete ? emptyNumberSet : numberRange(vouchers.counter, vouchers.counter),
    },
    deletes,
    movedOut: vouchers.movedOut,
    broughtForward: await readBroughtForward(run),
    ...(beginsLater(run) ? { highestMasterId: null } : {}),
    movedNumbers: [],
    unsettledNumbers: unsettledOfTypes(vouchers.unsettled, known.facts.voucherTypeGuids()),
    reconciled: { ...state.reconcileMemory, rollingFrom: null },
  };
}

interface VouchersReread {
  readonly counter: number;
  readonly deleted: readonly ExpectedVoucher[];
  readonly movedOut: readonly MovedOut[];
  readonly isComplete: boolean;
  readonly unsettled: UnsettledDays | null;
}

async function rereadVouchers(
  run: RunContext,
  probed: ProbedCompany,
  staging: Staging,
): Promise<VouchersReread> {
  const stream = run.voucherStream.name;
  const stored = await expectedVouchers(run, staging);
  const { counter, isOneCounter, unsettled } = await stageVouchers(run, probed, staging);
  const rejected = new Set(staging.rejected.map(({ guid }) => guid));
  const missing = stored.all().filter(({ guid }) => !staging.has(stream, guid) && !rejected.has(guid));
  const proof = await proveDeletes(run, missing, isOneCounter);
  const left = new Set([...proof.deleted, ...proof.movedOut].map(({ guid }) => guid));
  const missed = missing.filter(({ guid }) => !left.has(guid));
  return { counter, ...proof, unsettled: unsettledByMissed(unsettled, missed) };
}
