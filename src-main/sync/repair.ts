import { ReplicaError } from "../contract/errors.ts";
import type { RunReport } from "../contract/run.ts";
import { type CompanyRow, findCompany } from "../destination/companies-store.ts";
import type { DateWindow } from "../source/source.ts";
import { readBroughtForward } from "./brought-forward.ts";
import { type BooksCheck, checkBooks } from "./check-books.ts";
import type { CounterResult, Outcome } from "./commit.ts";
import { loadKnowledge } from "./complete.ts";
import { runCompany } from "./company-run.ts";
import { judgeEnd, type LoadedState, readState } from "./company-state.ts";
import type { FoundDeletes } from "./deletes.ts";
import type { EngineOptions, RepairRequest } from "./engine-api.ts";
import { type CompanyRequest, runLeased } from "./leased-run.ts";
import { goneMasters, type MastersRead, readMasters } from "./masters.ts";
import { emptyNumberSet, numberRange } from "./number-set.ts";
import { watermarkOf } from "./plan.ts";
import { watchVouchers } from "./heads.ts";
import { readMovedNumbers } from "./renumber.ts";
import { repairVouchers, type VouchersRepaired } from "./repair-vouchers.ts";
import { beginsLater, type RunContext, today } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { commitSteadily } from "./steady-masters.ts";
import { readUnsettled, uniteUnsettled } from "./unsettled-numbers.ts";
import { rereadUnitUsers } from "./unit-changes.ts";
import { keepVerdict } from "./verify.ts";
import { endOfTime } from "./window.ts";

/**
 * Reads again what differs and puts it right in one transaction, each change told in change_log. Masters are read
 * whole and compared by value; of vouchers, the days that look wrong. A company that was never loaded is loaded.
 */
export async function repairCompany(
  engine: EngineOptions,
  request: CompanyRequest,
  options: Pick<RepairRequest, "window" | "table">,
  signal: AbortSignal,
): Promise<RunReport> {
  const { probed, stored } = request;
  if (stored.initialLoadCompletedAt === null) {
    return runCompany(engine, { ...request, full: false, acceptDeletes: false }, signal);
  }
  return runLeased(engine, request, signal, async (leased) => {
    const { draft } = leased;
    draft.syncType = "repair";
    await leased.record();
    const company = await findCompany(engine.destination.db, stored);
    if (company === null) throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: probed.name });
    const state = await readState(engine, stored);
    const run = leased.context();
    const before = await repair(run, { company, request, state, ...options });
    draft.status = draft.counts.hasChanges ? "success" : "no_change";
    const after = await checkAgain(run, company, before, probed.lastVoucherDate);
    await judgeEnd(engine, stored.id, draft);
    // While deletes wait, figures must differ: only the decision ends that, not another repair.
    if (after?.verdict === "differs" && draft.heldDeletes === 0)
      draft.tellDifferences(after.differences.length);
  });
}

/** What was repaired is compared with Tally's figures once more. */
async function checkAgain(
  run: RunContext,
  company: CompanyRow,
  before: BooksCheck | null,
  lastVoucherDate: string | null,
): Promise<BooksCheck | null> {
  if (before === null) return null;
  const isSame = before.verdict === "verified" && !run.counts.hasChanges;
  const after = isSame ? before : await checkBooks(run, { company, asOf: null, lastVoucherDate });
  await keepVerdict(run, after, true, () => []);
  return after;
}

/** With `--table` that table alone is read; names and facts of all others still complete what is read of it. */
function mastersToRead(run: RunContext, table: string | null): RunContext {
  if (table === null) return run;
  return { ...run, masterStreams: run.masterStreams.filter(({ name }) => name === table) };
}

interface Repair {
  readonly company: CompanyRow;
  readonly request: CompanyRequest;
  readonly state: LoadedState;
  readonly window: DateWindow | null;
  readonly table: string | null;
}

async function repair(run: RunContext, asked: Repair): Promise<BooksCheck | null> {
  let check: BooksCheck | null = null;
  // What is read of one table is completed by the masters as stored: where Tally's have moved since, all are read.
  const storedCounter = asked.table === null ? null : asked.state.masters.checkpoint;
  await commitSteadily(run, storedCounter, async (watched, staging, attempt) => {
    check = await checkWhereAsked(watched, asked);
    const masterTable = attempt === 1 ? asked.table : null;
    return readRepair(watched, { ...asked, masterTable }, check, staging);
  });
  return check;
}

/** Figures tell which days to read again; a master's table has none. */
async function checkWhereAsked(
  run: RunContext,
  { table, company, request }: Repair,
): Promise<BooksCheck | null> {
  if (table !== null && table !== run.voucherStream.name) return null;
  return checkBooks(run, { company, asOf: null, lastVoucherDate: request.probed.lastVoucherDate });
}

async function readRepair(
  unwatched: RunContext,
  asked: Repair & { readonly masterTable: string | null },
  check: BooksCheck | null,
  staging: Staging,
): Promise<Outcome> {
  const { state, table, masterTable, window, request } = asked;
  const counter = watermarkOf(state.vouchers, request.probed.vouchersCounter);
  const watched = watchVouchers(unwatched);
  const { run } = watched;
  const to = endOfTime(request.probed.lastVoucherDate, today(run));
  const span = { from: run.beginsOn, to };
  const known = await loadKnowledge(run);
  const reading = mastersToRead(run, masterTable);
  const masters =
    reading.masterStreams.length > 0 ? await readMasters(reading, { after: null }, staging, known) : null;
  const renamed = masters?.renames.map(({ guid }) => guid) ?? [];
  const vouchers =
    check === null
      ? null
      : await repairVouchers(run, { span, window, check, renamed, state: state.vouchers }, staging);
  // Numbers follow from the order of vouchers: where one is wrong, no content needs to be read for it.
  if (vouchers !== null)
    for (const type of known.facts.voucherTypeGuids()) known.facts.changedNumbering.add(type);
  await rereadUnitUsers(run, known, staging);
  const deletedGuids = vouchers?.deleted.map(({ guid }) => guid) ?? [];
  const deletes: FoundDeletes[] = masters === null ? [] : await goneMasters(run, masters.complete);
  deletes.push({ stream: run.voucherStream, guids: deletedGuids });
  const moves = { gone: deletedGuids, mayHaveMovedBefore: false, unsettled: null };
  const moved = await readMovedNumbers(run, span, staging, moves, known);
  const isSettled = watched.hasStoodAt(counter) && vouchers?.isComplete !== false;
  const unsettled = isSettled ? null : { from: moved.from, isCertain: false };
  return {
    staging,
    known,
    renames: masters?.renames ?? [],
    masters: masterTable === null ? mastersResult(state, masters) : null,
    vouchers: vouchersResult(state, counter, vouchers),
    deletes,
    movedOut: vouchers?.movedOut ?? [],
    broughtForward: masterTable === null || masterTable === "ledgers" ? await readBroughtForward(run) : null,
    // The checkpoint moves over numbers of the years that are left out; which MASTERIDs they gave out is not known.
    ...(vouchers !== null && beginsLater(run) ? { highestMasterId: null } : {}),
    movedNumbers: moved.changes,
    unsettledNumbers: vouchers === null ? uniteUnsettled(await readUnsettled(run), unsettled) : unsettled,
    isLogged: true,
    syncStatus: "active",
    completesLoad: false,
    // The whole book was looked through, and every master.
    reconciled: table === null ? state.reconcileMemory : null,
  };
}

function mastersResult(state: LoadedState, read: MastersRead | null): CounterResult | null {
  if (read === null) return null;
  return { before: state.masters, counter: read.counter, unexplained: emptyNumberSet };
}

/** The whole book was looked through after the probe, so its counter is explained; a moved checkpoint is set right. */
function vouchersResult(
  state: LoadedState,
  counter: number,
  read: VouchersRepaired | null,
): CounterResult | null {
  if (read === null) return null;
  const unexplained = read.isComplete ? emptyNumberSet : numberRange(counter, counter);
  return { before: state.vouchers, counter, unexplained };
}
