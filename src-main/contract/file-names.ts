/** A moment inside a file name: `20261122T104500Z`, which sorts by time and which every file system takes. */
export function momentInFileName(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

/** The file that the diagnostics are offered under. */
export function diagnosticsFileName(at: Date): string {
  return `tally-replica-diagnostics-${momentInFileName(at)}.zip`;
}
