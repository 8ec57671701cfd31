import type { Stream } from "../catalog/stream.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Head, ObjectOptions, RowSink } from "../source/source.ts";
import { rest } from "./read-changed.ts";
import type { RunContext } from "./run-context.ts";

/**
 * The masters of one type, all or those above an ALTERID. Where the counter tells that they may be more than one
 * request should deliver, a census says where to cut them by MASTERID. Returns the head of every answer.
 */
export async function readMastersOf(
  run: RunContext,
  stream: Stream,
  afterAlterId: number | null,
  sink: RowSink,
): Promise<readonly Head[]> {
  const options: ObjectOptions = afterAlterId === null ? {} : { afterAlterId };
  const { rows: most } = run.limits.windows;
  const changes = (run.mastersCounter ?? 0) - (afterAlterId ?? 0);
  if (stream.isSmall || changes <= most) {
    return [(await run.source.readMasters(stream, options, sink, run.signal)).head];
  }
  const { entries, head } = await run.source.censusMasters(stream, run.signal);
  const ids = entries
    .filter(({ alterId }) => alterId > (afterAlterId ?? -1))
    .map(({ masterId }) => masterId)
    .sort((one, other) => one - other);
  const heads: Head[] = [head];
  for (let start = 0; start === 0 || start < ids.length; start += most) {
    const part = ids.slice(start, start + most);
    const masterIds = { from: part[0] ?? 0, to: part.at(-1) ?? 0 };
    const wanted = ids.length > most ? { ...options, masterIds } : options;
    const answer = await readPart(run, stream, wanted, { sink, head, listed: part.length });
    if (ids.length > most) await rest(run, answer.elapsedMs);
    heads.push(answer.head);
  }
  return heads;
}

interface Part {
  readonly sink: RowSink;
  /** Of the census. */
  readonly head: Head;
  /** How many masters the census lists here. */
  readonly listed: number;
}

/**
 * A part that shows other masters than were listed in it while nobody changed any: one of the two answers is a failed
 * read, and nothing follows from it, least of all that masters are gone.
 */
async function readPart(
  run: RunContext,
  stream: Stream,
  options: ObjectOptions,
  { sink, head, listed }: Part,
): Promise<Awaited<ReturnType<RunContext["source"]["readMasters"]>>> {
  let received = 0;
  const counting: RowSink = {
    onRow: (row) => {
      received += 1;
      sink.onRow(row);
    },
    onReject: (record) => {
      received += 1;
      sink.onReject(record);
    },
  };
  const answer = await run.source.readMasters(stream, options, counting, run.signal);
  if (received === listed || answer.head.mastersCounter !== head.mastersCounter) return answer;
  throw new ReplicaError("SOURCE_ROW_COUNT", { company: run.companyName, received, expected: listed });
}
