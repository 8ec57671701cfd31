import { isReplicaError } from "../contract/errors.ts";
import type { FullTallySource } from "../source/tally-source.ts";
import type { StateBoard } from "./state-board.ts";
import { sightOf } from "./state-picture.ts";

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
        const sight = isReplicaError(error) ? sightOf(error.code) : undefined;
        if (sight !== undefined && !signal.aborted) board.note({ tally: { ...board.facts.tally, sight } });
        throw error;
      }
    },
  };
}
