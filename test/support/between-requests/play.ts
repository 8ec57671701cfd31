import { isReplicaError } from "../../../src-main/contract/errors.ts";
import type { RunReport } from "../../../src-main/contract/run.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { type OperationKind, runOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { hourMs } from "../movable-clock.ts";
import type { Book } from "./book.ts";
import { deeds } from "./deeds.ts";
import { momentaryFaults } from "./faults.ts";
import { beginReplay, endQuietly, findFalseGreen } from "./judge.ts";
import { type Act, engineOf, type History, type Mode, type Played, type Stage, type Turn } from "./stage.ts";

/** Plays the turns of a history, then two quiet runs, and judges what is in the database then. */
export async function playHistory(book: Book, history: History): Promise<Played> {
  await using beginning = await book.begin(history.company, history.isLoaded, history.meetsFirst);
  const stage: Stage = Object.assign(beginning, {
    history,
    told: [],
    waiting: [],
    requests: 0,
    choice: null,
    replay: null,
  });
  beginReplay(stage);
  const wrong: string[] = [];
  const requests: number[] = [];
  for (const turn of history.turns) {
    const before = stage.requests;
    wrong.push(...(await playTurn(stage, turn)));
    requests.push(stage.requests - before);
  }
  undoDue(stage, Infinity);
  wrong.push(...(await endQuietly(stage)));
  return { wrong, told: stage.told, requests };
}

async function playTurn(stage: Stage, { mode, stopsAt, acts, isNewProcess }: Turn): Promise<string[]> {
  const { told } = stage;
  if (isNewProcess === true) await stage.restartProduct();
  const waiting = [...acts].sort((one, other) => one.at - other.at);
  const first = stage.requests;
  told.push(`— ${mode.kind}${mode.kind === "choice" ? ` ${JSON.stringify(mode.choice)}` : ""}`);
  const stop = new AbortController();
  stage.onRequest = () => {
    if (stopsAt !== null && stage.requests - first >= stopsAt) stop.abort();
    while (waiting[0] !== undefined && waiting[0].at <= stage.requests - first)
      act(stage, waiting.shift() as Act);
    undoDue(stage, stage.requests);
    stage.requests += 1;
  };
  const wrong = await runTurn(stage, mode, stop.signal).catch((error: unknown): string[] => {
    if (!stop.signal.aborted && !isReplicaError(error)) throw error;
    told.push(stop.signal.aborted ? "  broken off" : `  not started: ${String(error)}`);
    return [];
  });
  wrong.push(...(await findFalseGreen(stage)));
  stage.onRequest = null;
  // A company that is renamed between the list and a question that only open companies may be asked.
  if (await stage.restartTally()) told.push("  Tally went down, and is opened again");
  for (const each of waiting) if (momentaryFaults[each.what] === undefined) act(stage, each);
  stage.disarm();
  beginReplay(stage);
  return wrong;
}

function act(stage: Stage, { what, dice, after }: Act): void {
  const { control, told, requests } = stage;
  const fault = momentaryFaults[what];
  if (fault !== undefined) {
    told.push(`  request ${requests}: ${what}`);
    stage.spring(fault);
    return;
  }
  const random = makeRandom(dice);
  try {
    const deed = deeds[what];
    if (deed === undefined) {
      const done = runOperation(control, random, what as OperationKind);
      if (done !== undefined) told.push(`  before request ${requests}: ${done.description}`);
      return;
    }
    const done = deed(control, random);
    if (done === undefined) return;
    told.push(`  before request ${requests}: ${done.what}`);
    if (after !== null || done.mustPass === true)
      stage.waiting.push({ atRequest: after === null ? Infinity : requests + after, ...done });
  } catch (error) {
    // Tally refuses it as well: a name that is taken, a master in use.
    told.push(`  refused: ${what}: ${String(error)}`);
  }
}

function undoDue(stage: Stage, until: number): void {
  const due = stage.waiting.filter(({ atRequest }) => atRequest <= until);
  for (const pending of due) {
    stage.waiting.splice(stage.waiting.indexOf(pending), 1);
    try {
      pending.undo();
      stage.told.push(`  before request ${stage.requests}: back: ${pending.what}`);
    } catch (error) {
      stage.told.push(`  cannot go back: ${pending.what}: ${String(error)}`);
    }
  }
}

const nothing = { companies: [], full: false, acceptDeletes: false };

async function runTurn(stage: Stage, mode: Mode, signal: AbortSignal): Promise<string[]> {
  const { clock, told } = stage;
  const by = engineOf(
    stage,
    mode.kind === "watch" ? "schedule" : "manual",
    mode.kind === "choice" ? mode.choice : undefined,
  );
  switch (mode.kind) {
    case "sync":
      return judgeRuns(stage, (await by.sync(nothing, signal)).runs);
    case "watch":
      return judgeRuns(stage, (await by.sync({ ...nothing, isCompared: true }, signal)).runs);
    case "day":
      clock.advance(25 * hourMs);
      return judgeRuns(stage, (await by.sync(nothing, signal)).runs);
    case "full":
      return judgeRuns(stage, (await by.sync({ ...nothing, full: true }, signal)).runs);
    case "repair":
      return judgeRuns(
        stage,
        (await by.repair({ companies: [], window: mode.window, table: mode.table }, signal)).runs,
      );
    case "choice":
      stage.choice = mode.choice;
      return judgeRuns(stage, (await by.sync(nothing, signal)).runs);
    case "verify": {
      const { companies } = await by.verify({ companies: [], asOf: null }, signal);
      told.push(
        `  verify: ${companies.map(({ verdict, doubts }) => `${verdict} ${doubts.join(" ")}`).join()}`,
      );
      return [];
    }
  }
}

function judgeRuns(stage: Stage, runs: readonly RunReport[]): string[] {
  return runs.flatMap(({ status, error }) => {
    stage.told.push(`  ended at request ${stage.requests}: ${status} ${error?.code ?? ""}`);
    if (error === null || error === undefined) return [];
    return error.code === "INTERNAL_ERROR" ? [`run: ${error.code} ${error.message}`] : [];
  });
}
