import type { Stream } from "../catalog/stream.ts";
import type { ProbedCompany } from "../contract/company.ts";
import type { TallyProduct } from "./client.ts";
import { type Forms, usualForms } from "./company-channel.ts";
import { type Notes, type Seen, createNotes } from "./contact-notes.ts";
import { addDays } from "./dates.ts";
import { type Installation, type Step, decide } from "./installation.ts";
import { askCompanies } from "./loaded-companies.ts";
import { comparePlainVouchers } from "./meet-plain-form.ts";
import { meetStreams } from "./meet-streams.ts";
import { describe, ignore, lengthFor, type Meeting, sourceWith } from "./meeting.ts";
import { readProvenAnswer } from "./proven-answer.ts";
import { readRelease } from "./release-answer.ts";
import { checkRequest } from "./request-check.ts";
import { writeHeadRequest } from "./request.ts";
import { createRowReader } from "./row-reader.ts";
import { writeReleaseRequest, writeSmallestReport } from "./small-requests.ts";
import type { DateWindow } from "./source.ts";

/**
 * Meets an installation in the order of cookbook §13: smallest request first, each answered before the next goes out.
 * What it showed decides how it is asked from then on (installation.ts).
 */
export async function meetInstallation(meeting: Meeting, signal: AbortSignal): Promise<Installation> {
  const notes = createNotes(meeting.client, meeting.onObservation);
  let product: TallyProduct = "TallyPrime";
  let release: string | null = null;
  await notes.note("liveness", async () => {
    product = await meeting.client.ping(signal);
    return { isAsExpected: true, seen: product };
  });
  await meetCompanies(meeting, notes, signal);
  await notes.note("smallestReport", () => askSmallestReport(meeting, signal));
  await notes.note("release", async () => {
    release = await askRelease(meeting, signal);
    return { isAsExpected: release !== null, seen: release ?? "not told" };
  });
  const forms = await meetHead(meeting, notes, signal);
  await meetVouchers(meeting, notes, forms, signal);
  await comparePlainVouchers(meeting, notes, forms, signal);
  await meetSums(meeting, notes, forms, signal);
  const refusedStreams = await meetStreams(meeting, notes, forms, signal);
  const { url } = meeting.client;
  const metAt = meeting.clock.now().toISOString();
  return decide({ url, product, release, metAt, refusedStreams, observations: notes.all() });
}

async function meetCompanies(meeting: Meeting, notes: Notes, signal: AbortSignal): Promise<void> {
  const ask = async (form: "collectionFetch" | "report" | "collectionNativeMethod"): Promise<Seen> => {
    const companies = await askCompanies(meeting.client, form, "utf-16", signal);
    const same = companies.find(({ guid, companyNumber }) => isOf(meeting.company, guid, companyNumber));
    const hasCounter = same !== undefined && same.mastersCounter !== null;
    return {
      isAsExpected: hasCounter,
      seen: `${companies.length} companies, counter ${same?.mastersCounter ?? "none"}`,
    };
  };
  const byFetch = await notes.note("probeCollection", () => ask("collectionFetch"));
  const byReport = await notes.note("probeReport", () => ask("report"));
  if (!byFetch && !byReport) await notes.note("probeNativeMethod", () => ask("collectionNativeMethod"));
}

function isOf(company: ProbedCompany, guid: string, companyNumber: string): boolean {
  return guid.toLowerCase() === company.guid.toLowerCase() && companyNumber === company.companyNumber;
}

async function askSmallestReport({ channel, company }: Meeting, signal: AbortSignal): Promise<Seen> {
  const { text, line } = writeSmallestReport(company.name, "Group");
  let rows = 0;
  const reader = createRowReader(new Map([[line.tag, line]]), () => void (rows += 1));
  await channel.ask({ text, encoding: "utf-16", summary: `${company.name}: groups` }, reader, signal);
  return { isAsExpected: rows > 0, seen: `${rows} groups` };
}

async function askRelease({ client }: Meeting, signal: AbortSignal): Promise<string | null> {
  const text = writeReleaseRequest();
  checkRequest(text, null);
  const reading = readRelease();
  await client.post({ text, encoding: "utf-16", summary: "release" }, reading.consumer, signal);
  return reading.release();
}

/** Which head this Tally prints, and whether it honours a period that begins and ends on any day. */
async function meetHead(meeting: Meeting, notes: Notes, signal: AbortSignal): Promise<Forms> {
  const { channel, company } = meeting;
  const askHead = async (
    headForm: Forms["headForm"],
    period: DateWindow,
    cover: DateWindow,
  ): Promise<Seen> => {
    const scope = { company: company.name, companyGuid: company.guid, period, isCounted: false, headForm };
    const { text, layout } = writeHeadRequest(scope);
    const reading = readProvenAnswer(layout, { identity: company, mustCover: cover }, () => {});
    await channel.ask(
      { text, encoding: "utf-16", summary: `${company.name}: head` },
      reading.consumer,
      signal,
    );
    const { head } = reading.proof();
    const hasCounter = headForm === "lines" || head.mastersCounter !== null;
    const isSamePeriod = head.from === period.from && head.to === period.to;
    const seen = `counters ${head.mastersCounter}/${head.vouchersCounter}, period ${head.from} to ${head.to}`;
    return { isAsExpected: hasCounter && isSamePeriod, seen };
  };
  const firstDay = { from: company.booksFrom, to: company.booksFrom };
  const inParts = await notes.note("headAndEnd", () => askHead("parts", firstDay, firstDay));
  if (!inParts) await notes.note("headInOnePart", () => askHead("lines", firstDay, firstDay));
  const headForm = inParts ? "parts" : "lines";
  // Days that an Educational licence refuses. Whatever period answers instead, no rows hang on it.
  const month = company.booksFrom.slice(0, 7);
  const odd = { from: `${month}-05`, to: `${month}-20` };
  const nothing = { from: "9999-12-31", to: "0000-01-01" };
  await notes.note("oddPeriod", () => askHead(headForm, odd, nothing));
  const isEducational = notes
    .all()
    .some(({ step, outcome }) => step === "oddPeriod" && outcome === "differs");
  return { ...usualForms, headForm, isEducational, isCounted: false };
}

/** Vouchers of the last day: without lists, with ledger lines, with everything below. */
async function meetVouchers(
  meeting: Meeting,
  notes: Notes,
  forms: Forms,
  signal: AbortSignal,
): Promise<void> {
  const { vouchers } = meeting.channel;
  const day = meeting.company.lastVoucherDate ?? meeting.company.booksFrom;
  const window = { from: day, to: day };
  const bare = { ...vouchers, lists: [] };
  const shallow = {
    ...vouchers,
    lists: vouchers.lists.slice(0, 1).map((list) => ({ ...list, lists: [] })),
  };
  const depths: readonly (readonly [Step, Stream])[] = [
    ["vouchersOfADay", bare],
    ["ledgerLinesOfADay", shallow],
    ["allLinesOfADay", vouchers],
  ];
  for (const [step, stream] of depths) {
    await notes.note(step, async () => {
      const source = sourceWith(meeting, forms, stream);
      return describe(await source.readVouchers({ window }, ignore, signal));
    });
  }
}

/** What counting and scanning cost, and whether Tally's sums agree with a census. */
async function meetSums(meeting: Meeting, notes: Notes, forms: Forms, signal: AbortSignal): Promise<void> {
  const day = meeting.company.lastVoucherDate ?? meeting.company.booksFrom;
  const quarter = { from: addDays(day, 1 - lengthFor(meeting.company, 91, 5_000)), to: day };
  const year = { from: addDays(day, 1 - lengthFor(meeting.company, 365, 10_000)), to: day };
  const plain = sourceWith(meeting, forms);
  const counted = sourceWith(meeting, { ...forms, isCounted: true });
  let sums = "";
  await notes.note("census", async () => {
    const answer = await plain.censusVouchers(quarter, signal);
    sums = sumsOf(answer.entries);
    return describe(answer);
  });
  await notes.note("censusCounted", async () => describe(await counted.censusVouchers(quarter, signal)));
  // No voucher has such a number: what is timed is the scan alone.
  const afterAlterId = (meeting.company.vouchersCounter ?? 0) + 1_000_000;
  await notes.note("scanOfADay", async () =>
    describe(await plain.readVouchers({ window: { from: day, to: day }, afterAlterId }, ignore, signal)),
  );
  await notes.note("scanOfAYear", async () =>
    describe(await plain.readVouchers({ window: year, afterAlterId }, ignore, signal)),
  );
  const compare = async (fingerprintsForm: "report" | "collection"): Promise<Seen> => {
    const source = sourceWith(meeting, { ...forms, fingerprintsForm });
    const { days } = await source.fingerprintDays(quarter, signal);
    const seen = sumsOfDays(days);
    // Somebody may have entered a voucher since the census.
    if (seen !== sums) sums = sumsOf((await plain.censusVouchers(quarter, signal)).entries);
    return { isAsExpected: seen === sums, seen: `${seen} against ${sums}` };
  };
  const byReport = await notes.note("fingerprintReport", () => compare("report"));
  if (!byReport) await notes.note("fingerprintCollection", () => compare("collection"));
  await notes.note("absentVoucher", async () => {
    const isThere = await plain.hasVoucher(1_999_999_999, signal);
    return { isAsExpected: !isThere, seen: isThere ? "found" : "absent" };
  });
}

function sumsOf(entries: readonly { readonly masterId: number; readonly alterId: number }[]): string {
  const masterIds = entries.reduce((sum, { masterId }) => sum + masterId, 0);
  const alterIds = entries.reduce((sum, { alterId }) => sum + alterId, 0);
  return `${entries.length}/${masterIds}/${alterIds}`;
}

function sumsOfDays(
  days: readonly { readonly count: number; readonly sumMasterId: number; readonly sumAlterId: number }[],
): string {
  const total = (pick: (day: (typeof days)[number]) => number): number =>
    days.reduce((sum, day) => sum + pick(day), 0);
  const masterIds = total(({ sumMasterId }) => sumMasterId);
  return `${total(({ count }) => count)}/${masterIds}/${total(({ sumAlterId }) => sumAlterId)}`;
}
