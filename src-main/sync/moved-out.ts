import type { Stream } from "../catalog/stream.ts";
import type { WriteTransaction } from "../destination/destination.ts";
import type { ApplyOptions } from "./apply.ts";
import type { ExpectedVoucher } from "./expected-vouchers.ts";
import { addDays } from "./dates.ts";
import { beginsLater, type RunContext } from "./run-context.ts";

/** A living voucher that lies before the first replicated day now. */
export interface MovedOut {
  readonly guid: string;
  /** Its day now, where that was shown. */
  readonly date: string | null;
}

/** Candidates looked for one by one; more of them cost less as one list. */
const lookedForOneByOne = 20;

/**
 * Vouchers that are missing from the replicated days because somebody dated them before the first of them. They are
 * living vouchers that are no longer replicated, not deleted ones.
 */
export async function findMovedOut(
  run: RunContext,
  candidates: readonly ExpectedVoucher[],
): Promise<readonly MovedOut[]> {
  if (candidates.length === 0 || !beginsLater(run)) return [];
  const window = { from: run.source.identity.booksFrom, to: addDays(run.beginsOn, -1) };
  if (candidates.length > lookedForOneByOne) {
    const listed = await run.source.censusVouchers(window, run.signal);
    const guids = new Set(listed.entries.map(({ guid }) => guid));
    return candidates.filter(({ guid }) => guids.has(guid)).map(({ guid }) => ({ guid, date: null }));
  }
  const found: MovedOut[] = [];
  for (const { guid, masterId } of candidates) {
    await run.source.readVouchers(
      { window, masterIds: { from: masterId, to: masterId } },
      {
        onRow: (row) => void (row.guid === guid && found.push({ guid, date: String(row.values["date"]) })),
        onReject: (record) => void (record.guid === guid && found.push({ guid, date: record.voucherDate })),
      },
      run.signal,
    );
  }
  return found;
}

/** Somebody changed its date, which is told; the row itself goes without a tombstone. */
export async function tellMovedOut(
  tx: WriteTransaction,
  stream: Stream,
  moved: readonly MovedOut[],
  { stamp, isLogged, log }: ApplyOptions,
): Promise<void> {
  if (!isLogged || moved.length === 0) return;
  const stored = await tx.readEntities(
    stamp.companyId,
    stream,
    moved.map(({ guid }) => guid),
  );
  await log(
    moved.flatMap(({ guid, date }) => {
      const voucher = stored.get(guid);
      if (voucher === undefined || voucher.isDeleted) return [];
      return [
        {
          entityType: stream.name,
          guid,
          nameOrNumber: String(voucher.values["voucher_number"] ?? ""),
          action: "update" as const,
          alterIdBefore: voucher.alterId,
          alterIdAfter: null,
          voucherDate: date,
          alteredBy: "",
          changes: { date: [voucher.values["date"] ?? null, date] },
        },
      ];
    }),
  );
}
