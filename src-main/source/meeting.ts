import type { Stream } from "../catalog/stream.ts";
import type { Clock } from "../contract/clock.ts";
import type { ProbedCompany } from "../contract/company.ts";
import type { TallyClient } from "./client.ts";
import type { CompanyChannel, Forms } from "./company-channel.ts";
import { createCompanySource } from "./company-source.ts";
import type { Seen } from "./contact-notes.ts";
import type { Observation } from "./installation.ts";
import type { Answer, CompanySource } from "./source.ts";

/** What every step of first contact shares. */
export interface Meeting {
  readonly client: TallyClient;
  readonly channel: CompanyChannel;
  readonly company: ProbedCompany;
  readonly clock: Clock;
  readonly onObservation: (observation: Observation) => void;
}

export const ignore = { onRow: () => {}, onReject: () => {} };

export function sourceWith(
  meeting: Meeting,
  forms: Forms,
  vouchers: Stream = meeting.channel.vouchers,
): CompanySource {
  return createCompanySource(meeting.company, { ...meeting.channel, forms: () => forms, vouchers });
}

export function describe(answer: Answer): Seen {
  return { isAsExpected: true, seen: `${answer.rowCount} rows in ${Math.round(answer.elapsedMs)} ms` };
}

/** So many days, fewer where they would hold more vouchers: ALTVCHID bounds the book from above, and Tally is not held. */
export function lengthFor(company: ProbedCompany, mostDays: number, mostVouchers: number): number {
  const { booksFrom, lastVoucherDate, vouchersCounter } = company;
  if (lastVoucherDate === null || !vouchersCounter) return mostDays;
  const bookDays = (Date.parse(lastVoucherDate) - Date.parse(booksFrom)) / 86_400_000 + 1;
  return Math.max(1, Math.min(mostDays, Math.floor((mostVouchers * bookDays) / vouchersCounter)));
}
