import type { Choice } from "../../../src-main/contract/choice.ts";
import { makeRandom, type Random } from "../../../src-main/sample-tally/company/random.ts";
import { operationKinds } from "../../../src-main/sample-tally/control/random-operation.ts";
import type { Book } from "./book.ts";
import { lineageDeeds, masterDeeds, voucherDeeds } from "./deeds.ts";
import { faultActs } from "./faults.ts";
import { playHistory } from "./play.ts";
import type { Act, History, Mode, Played, Turn } from "./stage.ts";

/** The sample's books begin on 1 April 2025 and end in the year after. */
const secondYear: Choice = { from: "2026-04-01", without: [] };
const allYears: Choice = { from: null, without: [] };

const modes: readonly Mode[] = [
  { kind: "sync" },
  { kind: "watch" },
  { kind: "day" },
  { kind: "full" },
  { kind: "verify" },
  { kind: "repair", table: null, window: null },
  { kind: "repair", table: null, window: { from: "2025-09-01", to: "2026-04-20" } },
  { kind: "repair", table: "vouchers", window: { from: "2025-04-01", to: "2026-12-31" } },
  { kind: "repair", table: "ledgers", window: null },
];
const chosen: readonly Choice[] = [
  secondYear,
  { from: null, without: ["inventory"] },
  { from: "2026-04-01", without: ["payroll"] },
];

/** What gives a run something to do: else it ends with the list of companies. */
const beforehand = [
  "remove",
  "remove",
  "post",
  "post",
  "redate",
  "optional",
  "resave",
  "deleteLast",
  "alterLedger",
  "renameAny",
  "changeNumbering",
  "conversion",
];

export const families = {
  vouchers: [...voucherDeeds, "post", "post", "redate", "type", "optional"],
  masters: masterDeeds,
  mixed: [...voucherDeeds, ...masterDeeds, ...operationKinds],
  faults: [...faultActs, ...faultActs, ...voucherDeeds, ...masterDeeds, ...operationKinds],
  restores: [...lineageDeeds, ...lineageDeeds, ...operationKinds, "post"],
} as const;
export type Family = keyof typeof families;

function permanent(random: Random): Act {
  return { at: 0, what: random.pick(beforehand), dice: random.int(1, 1_000_000), after: null };
}

function turnsOf(random: Random, isChoosing: boolean): Turn[] {
  const acts = Array.from({ length: random.int(0, 2) }, () => permanent(random));
  const stopsAt = null;
  if (!isChoosing) return [{ mode: random.pick(modes), stopsAt, acts }];
  const choice = random.pick(chosen);
  const back: Mode = random.chance(0.6) ? { kind: "choice", choice: allYears } : random.pick(modes);
  return [
    { mode: { kind: "choice", choice }, stopsAt, acts: [] },
    { mode: back, stopsAt, acts },
  ];
}

/** A history in which nobody types during the runs. */
export function quietHistory(seed: number, company: number, vouchers: number): History {
  const random = makeRandom(seed);
  const isLoaded = random.chance(0.8);
  const isChoosing = random.chance(0.2);
  const first: Turn = { mode: { kind: "sync" }, stopsAt: null, acts: [] };
  const turns = isLoaded || isChoosing ? turnsOf(random, isChoosing) : [first];
  return {
    company,
    vouchers,
    isLoaded,
    isCutFine: random.chance(0.5),
    meetsFirst: random.chance(0.2),
    turns,
  };
}

/** The same history, with things done and undone during one run; its turns took so many requests when nobody typed. */
export function disturb(
  history: History,
  requestsOf: readonly number[],
  family: Family,
  seed: number,
): History {
  const random = makeRandom(seed);
  const index = random.chance(0.7) ? history.turns.length - 1 : 0;
  const requests = requestsOf[index] ?? 0;
  const acts = Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, (): Act => {
    const at = random.int(0, requests);
    const left = requests - at;
    // A run that meets other masters begins again, and takes longer than it did.
    const after = random.pick([
      random.int(0, 3),
      random.int(0, left + 1),
      random.int(0, left + 1),
      random.int(15, 45),
      left + 1,
      null,
    ]);
    return { at, what: random.pick<string>(families[family]), dice: random.int(1, 1_000_000), after };
  });
  const turns = history.turns.flatMap((turn, at): Turn[] => {
    if (at !== index) return [turn];
    const disturbed = { ...turn, acts: [...turn.acts, ...acts] };
    // Some are broken off, and go on where they were, some in a program that was started again.
    if (!random.chance(0.2)) return [disturbed];
    return [
      { ...disturbed, stopsAt: random.int(0, requests) },
      { ...turn, acts: [], isNewProcess: random.chance(0.5) },
    ];
  });
  return { ...history, turns };
}

export interface Failed {
  readonly history: History;
  readonly played: Played;
}

/** Plays a quiet history and disturbed ones like it. */
export async function playAround(
  book: Book,
  quiet: History,
  {
    families: among,
    count,
    seed,
  }: { readonly families: readonly Family[]; readonly count: number; readonly seed: number },
): Promise<readonly Failed[]> {
  const failed: Failed[] = [];
  const undisturbed = await playHistory(book, quiet);
  if (undisturbed.wrong.length > 0) failed.push({ history: quiet, played: undisturbed });
  const random = makeRandom(seed);
  for (let index = 0; index < count; index += 1) {
    const history = disturb(quiet, undisturbed.requests, random.pick(among), random.int(1, 1_000_000_000));
    const played = await playHistory(book, history);
    if (played.wrong.length > 0) failed.push({ history, played });
  }
  return failed;
}
