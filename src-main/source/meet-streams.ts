import { streams } from "../catalog/index.ts";
import type { Stream } from "../catalog/stream.ts";
import { isRefusal } from "../contract/errors.ts";
import type { Forms } from "./company-channel.ts";
import type { Notes } from "./contact-notes.ts";
import { describe, ignore, type Meeting, sourceWith } from "./meeting.ts";

/**
 * Whether every stream's definitions are understood; the filter lets no row through. The large types come last. Only
 * optional ones are left out where they are refused: books without any other are no books, other tables name its
 * records, and so a load asks for it in any case and fails with what Tally says.
 */
export async function meetStreams(
  meeting: Meeting,
  notes: Notes,
  forms: Forms,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const masters = streams.filter(({ counter }) => counter === "masters");
  const inOrder = [...masters].sort((a, b) => rank(a) - rank(b));
  const refused: string[] = [];
  const source = sourceWith(meeting, forms);
  const afterAlterId = (meeting.company.mastersCounter ?? 0) + 1_000_000;
  for (const stream of inOrder) {
    const isKnown = await notes.note("streams", async () => {
      const answer = await source.readMasters(stream, { afterAlterId }, ignore, signal);
      return { isAsExpected: true, seen: `${stream.name}: ${describe(answer).seen}` };
    });
    // A fault of the moment is no refusal: the table would be left out for as long as the meeting is remembered.
    if (!isKnown && stream.optional === true && wasRefused(notes)) refused.push(stream.name);
  }
  return refused;
}

function wasRefused(notes: Notes): boolean {
  const last = notes.all().at(-1);
  if (last?.outcome === "heldBack") return true;
  return last?.code !== null && last?.code !== undefined && isRefusal(last.code);
}

/** Small types, then large ones, then those that older releases may not have. */
function rank(stream: Stream): number {
  if (stream.optional === true) return 2;
  return stream.isSmall ? 0 : 1;
}
