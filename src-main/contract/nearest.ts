/** Edit distance (Levenshtein), case ignored. */
function distance(first: string, second: string): number {
  const a = Array.from(first.toLowerCase());
  const b = Array.from(second.toLowerCase());
  let previous = b.map((_, index) => index + 1);
  for (const [row, letter] of a.entries()) {
    const current: number[] = [];
    for (const [column, other] of b.entries()) {
      const diagonal = column === 0 ? row : (previous[column - 1] ?? 0);
      const above = previous[column] ?? 0;
      const left = column === 0 ? row + 1 : (current[column - 1] ?? 0);
      current.push(letter === other ? diagonal : 1 + Math.min(diagonal, above, left));
    }
    previous = current;
  }
  return previous.at(-1) ?? a.length;
}

/** The candidate a person most likely meant, or null where none is near. */
export function nearest(wanted: string, candidates: readonly string[]): string | null {
  const text = wanted.trim().toLowerCase();
  const beginning = candidates.find(
    (candidate) => text.length >= 3 && candidate.toLowerCase().includes(text),
  );
  if (beginning !== undefined) return beginning;
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, wanted.length * 0.4) ? best.candidate : null;
}
