import type { ErrorCode } from "../contract/errors.ts";
import type { TallyProduct } from "./client.ts";

/**
 * What this installation (this Tally at this address, of this release) showed when it was first met, and how it is
 * asked from then on. A plain record: others store it and hand it in again. Every guess of ours that this Tally does
 * not confirm shows here instead of as wrong books.
 */
export interface Installation {
  readonly formatVersion: 2;
  readonly url: string;
  readonly product: TallyProduct;
  /** `7.0`; null where it was not told. A change starts first contact again. */
  readonly release: string | null;
  /** ISO 8601 UTC. */
  readonly metAt: string;
  readonly countersForm: CountersForm;
  /** `parts`: head and end as parts of their own, with counters. `lines`: in one part, counters from the probe. */
  readonly headForm: "parts" | "lines";
  /** The end line counts the rows. Off where counting doubled the time. */
  readonly isCounted: boolean;
  /** Time with counting divided by time without; null where it was too short to tell. */
  readonly countingCost: number | null;
  /** A typed day is scanned faster than a typed year; null where the book is too small to tell. */
  readonly isScanBounded: boolean | null;
  /** `short`: what a voucher says twice is printed once. `plain`: everything, where the short form read otherwise. */
  readonly vouchersForm: "short" | "plain";
  readonly fingerprintsForm: "report" | "collection" | "none";
  /** An absent MASTERID answers exactly the line that proves absence. */
  readonly isAbsenceProven: boolean;
  /** Educational licence: periods begin and end on days 1, 2 and 31 only. */
  readonly isEducational: boolean;
  readonly charactersPerSecond: number | null;
  /** Optional streams that this release refuses. */
  readonly refusedStreams: readonly string[];
  readonly observations: readonly Observation[];
}

export type CountersForm = "report" | "collectionFetch" | "collectionNativeMethod" | "none";

export type Step =
  | "liveness"
  | "probeCollection"
  | "probeReport"
  | "probeNativeMethod"
  | "smallestReport"
  | "release"
  | "headAndEnd"
  | "headInOnePart"
  | "oddPeriod"
  | "vouchersOfADay"
  | "ledgerLinesOfADay"
  | "allLinesOfADay"
  | "plainVouchers"
  | "census"
  | "censusCounted"
  | "scanOfADay"
  | "scanOfAYear"
  | "fingerprintReport"
  | "fingerprintCollection"
  | "absentVoucher"
  | "streams";

/** One question of first contact and what came of it. */
export interface Observation {
  readonly step: Step;
  /** `ok` as expected; `differs` answered, but not as expected; `refused` with a code; `heldBack` not asked. */
  readonly outcome: "ok" | "differs" | "refused" | "heldBack";
  readonly code: ErrorCode | null;
  /** What was seen, for people and diagnostics. */
  readonly seen: string;
  readonly elapsedMs: number;
  readonly bytes: number;
}

export interface Findings {
  readonly url: string;
  readonly product: TallyProduct;
  readonly release: string | null;
  readonly metAt: string;
  readonly refusedStreams: readonly string[];
  readonly observations: readonly Observation[];
}

/** Shorter times say nothing: the fixed cost of a request is about 150 ms (protocol §8). */
const tellingMs = 400;

/** What follows from the observations. Pure, so that every combination can be tried without a Tally. */
export function decide(findings: Findings): Installation {
  const { observations } = findings;
  const byStep = new Map(observations.map((observation) => [observation.step, observation]));
  const isOk = (step: Step): boolean => byStep.get(step)?.outcome === "ok";
  const countingCost = ratio(byStep.get("censusCounted"), byStep.get("census"));
  return {
    formatVersion: 2,
    ...findings,
    countersForm: chooseCountersForm(isOk),
    headForm: isOk("headAndEnd") ? "parts" : "lines",
    isCounted: isOk("censusCounted") && (countingCost === null || countingCost < 1.7),
    countingCost,
    isScanBounded: scanIsBounded(byStep.get("scanOfADay"), byStep.get("scanOfAYear")),
    vouchersForm: chooseVouchersForm(byStep),
    fingerprintsForm: isOk("fingerprintReport")
      ? "report"
      : isOk("fingerprintCollection")
        ? "collection"
        : "none",
    isAbsenceProven: isOk("absentVoucher"),
    isEducational: byStep.get("oddPeriod")?.outcome === "differs",
    charactersPerSecond: speedOf(observations),
  };
}

function chooseCountersForm(isOk: (step: Step) => boolean): CountersForm {
  if (isOk("probeReport")) return "report";
  if (isOk("probeCollection")) return "collectionFetch";
  return isOk("probeNativeMethod") ? "collectionNativeMethod" : "none";
}

/** Plain where it answers and the short form does not, or gives other books. */
function chooseVouchersForm(byStep: ReadonlyMap<Step, Observation>): Installation["vouchersForm"] {
  const plain = byStep.get("plainVouchers")?.outcome;
  const isShortRefused = byStep.get("allLinesOfADay")?.outcome !== "ok";
  return plain === "differs" || (plain === "ok" && isShortRefused) ? "plain" : "short";
}

function ratio(slow: Observation | undefined, fast: Observation | undefined): number | null {
  if (slow?.outcome !== "ok" || fast?.outcome !== "ok" || slow.elapsedMs < tellingMs) return null;
  return Math.round((slow.elapsedMs / Math.max(fast.elapsedMs, 1)) * 100) / 100;
}

function scanIsBounded(day: Observation | undefined, year: Observation | undefined): boolean | null {
  if (day?.outcome !== "ok" || year?.outcome !== "ok" || year.elapsedMs < tellingMs) return null;
  return day.elapsedMs < year.elapsedMs / 2;
}

/** Only answers of some size and length tell how fast Tally writes; two bytes are a character. */
function speedOf(observations: readonly Observation[]): number | null {
  const telling = observations.filter(({ elapsedMs, bytes }) => elapsedMs >= 100 && bytes > 100_000);
  const milliseconds = telling.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  if (milliseconds === 0) return null;
  return Math.round((telling.reduce((sum, { bytes }) => sum + bytes, 0) / 2 / milliseconds) * 1000);
}

/** A stored record as it comes back from a file: unknown or older forms are forgotten and met again. */
export function readInstallation(record: unknown): Installation | null {
  if (typeof record !== "object" || record === null || !("formatVersion" in record)) return null;
  return record.formatVersion === 2 ? (record as Installation) : null;
}
