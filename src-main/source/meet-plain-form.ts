import type { EntityRow } from "../contract/value.ts";
import type { Forms } from "./company-channel.ts";
import { compareForms } from "./compare-forms.ts";
import type { Notes } from "./contact-notes.ts";
import { addDays } from "./dates.ts";
import { lengthFor, type Meeting, sourceWith } from "./meeting.ts";

/** So many vouchers are enough to meet what a book holds, and few enough not to be noticed. */
const mostCompared = 300;
const mostDaysCompared = 3_660;

/**
 * The same vouchers in the short form and in the plain one: conditions that this Tally takes otherwise than we do show
 * here, not as wrong books. Where the short form is refused, whether the plain one is understood.
 */
export async function comparePlainVouchers(
  meeting: Meeting,
  notes: Notes,
  forms: Forms,
  signal: AbortSignal,
): Promise<void> {
  const isShortRefused = notes
    .all()
    .some(({ step, outcome }) => step === "allLinesOfADay" && outcome !== "ok");
  const day = meeting.company.lastVoucherDate ?? meeting.company.booksFrom;
  const window = {
    from: addDays(day, 1 - lengthFor(meeting.company, mostDaysCompared, mostCompared)),
    to: day,
  };
  const read = async (vouchersForm: Forms["vouchersForm"]): Promise<ReadonlyMap<string, EntityRow>> => {
    const rows = new Map<string, EntityRow>();
    const sink = { onRow: (row: EntityRow) => void rows.set(row.guid, row), onReject: () => {} };
    await sourceWith(meeting, { ...forms, vouchersForm }).readVouchers({ window }, sink, signal);
    return rows;
  };
  await notes.note("plainVouchers", async () => {
    const plain = await read("plain");
    if (isShortRefused) return { isAsExpected: true, seen: `${plain.size} vouchers` };
    const { compared, differing, places } = compareForms("vouchers", await read("short"), plain);
    const seen = `${differing} of ${compared} vouchers read otherwise`;
    return { isAsExpected: differing === 0, seen: [seen, ...places].join(", ") };
  });
}
