/**
 * Every place between two effects of a run: a request, an answer, staging, the commit, the record of the run. A program
 * killed at any of them must leave the books of the run before and need no hand to go on; tests kill it at each.
 */
export const seams = [
  "lease taken",
  "run recorded as started",
  "details stored",
  "masters read",
  "masters written, not committed",
  "masters committed",
  "days counted",
  "window read",
  "window written, not committed",
  "window committed",
  "indexes made",
  "hot window read",
  "wide look done",
  "changes staged",
  "renames written, not committed",
  "rows written, not committed",
  "deletes written, not committed",
  "checkpoint written, not committed",
  "run committed",
  "run recorded as finished",
  "lease released",
] as const;
export type Seam = (typeof seams)[number];

/** Told at each seam; the program itself does nothing with it. */
export type SeamListener = (seam: Seam) => void;

export const noSeamListener: SeamListener = () => {};
