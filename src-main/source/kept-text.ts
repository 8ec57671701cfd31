/**
 * Names and words repeat from voucher to voucher: one copy of each is kept instead of one per row. A text cut out of
 * an answer also holds the whole chunk it came in (64 KB) for as long as it lives itself, so what is kept is a copy.
 */
const longestShared = 64;
const mostShared = 8192;
/** Shorter cuts are copies anyway. */
const shortestCut = 13;

const shared = new Map<string, string>();

export function keepText(text: string): string {
  if (text.length > longestShared) return copyText(text);
  const known = shared.get(text);
  if (known !== undefined) return known;
  if (shared.size >= mostShared) shared.clear();
  const copy = text.length < shortestCut ? text : copyText(text);
  shared.set(copy, copy);
  return copy;
}

function copyText(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
