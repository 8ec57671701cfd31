/**
 * Names and words repeat from voucher to voucher: one copy of each is kept instead of one per row. A text cut out of
 * an answer also holds the whole chunk it came in (64 KB) for as long as it lives itself, so what is kept is a copy.
 */
const longestShared = 64;
const mostShared = 8192;
/** Shorter cuts are copies anyway. */
const shortestCut = 13;

/** Remembers what `read` makes of a text, so that reading and checking it is done once for most. */
export function createTextKeeper(read: (raw: string) => string): (raw: string) => string {
  const shared = new Map<string, string>();
  return (raw) => {
    if (raw.length > longestShared) return copyText(read(raw));
    const known = shared.get(raw);
    if (known !== undefined) return known;
    if (shared.size >= mostShared) shared.clear();
    const isCopy = raw.length < shortestCut;
    const text = read(raw);
    const kept = isCopy ? text : copyText(text);
    shared.set(isCopy ? raw : text === raw ? kept : copyText(raw), kept);
    return kept;
  };
}

function copyText(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
