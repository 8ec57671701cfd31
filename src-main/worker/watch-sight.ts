import { isReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";
import type { TallySource } from "../source/source.ts";
import type { FullTallySource } from "../source/tally-source.ts";
import type { StateBoard } from "./state-board.ts";
import { sightOf } from "./state-picture.ts";

/** What an error says about Tally, where it says anything. */
export function noteSight(board: StateBoard, code: string): void {
  const sight = sightOf(code as ErrorCode);
  if (sight !== undefined) board.note({ tally: { ...board.facts.tally, sight } });
}

/** Asks only whether Tally is still there. */
export async function lookAgain(source: TallySource, board: StateBoard, signal: AbortSignal): Promise<void> {
  try {
    await source.ping(signal);
  } catch (error) {
    if (isReplicaError(error) && !signal.aborted) noteSight(board, error.code);
  }
}

/** Every look at Tally tells what can be seen there. */
export function watchSight(source: FullTallySource, board: StateBoard): FullTallySource {
  return {
    ...source,
    probe: async (signal) => {
      try {
        const open = await source.probe(signal);
        const sight = open.length === 0 ? "noCompany" : "answers";
        board.note({ open, tally: { ...board.facts.tally, sight } });
        return open;
      } catch (error) {
        if (isReplicaError(error) && !signal.aborted) noteSight(board, error.code);
        throw error;
      }
    },
  };
}
