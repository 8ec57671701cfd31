import type { ExpectedVoucher } from "./expected-vouchers.ts";
import { addDays } from "./dates.ts";
import { beginsLater, type RunContext } from "./run-context.ts";

/** Candidates looked for one by one; more of them cost less as one list. */
const lookedForOneByOne = 20;

/**
 * Vouchers that are missing from the replicated days because somebody dated them before the first of them. They are
 * living vouchers that are no longer replicated, not deleted ones.
 */
export async function findMovedOut(
  run: RunContext,
  candidates: readonly ExpectedVoucher[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (candidates.length === 0 || !beginsLater(run)) return found;
  const window = { from: run.source.identity.booksFrom, to: addDays(run.beginsOn, -1) };
  if (candidates.length > lookedForOneByOne) {
    const listed = await run.source.censusVouchers(window, run.signal);
    const guids = new Set(listed.entries.map(({ guid }) => guid));
    for (const { guid } of candidates) if (guids.has(guid)) found.add(guid);
    return found;
  }
  for (const { guid, masterId } of candidates) {
    await run.source.readVouchers(
      { window, masterIds: { from: masterId, to: masterId } },
      {
        onRow: (row) => void (row.guid === guid && found.add(guid)),
        onReject: (record) => void (record.guid === guid && found.add(guid)),
      },
      run.signal,
    );
  }
  return found;
}
