import { writeFileSync } from "node:fs";

/** How a run of tests ended. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function formatTestCount({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** The closing line; under `npm test` the counts of all runners are added first, so it goes to a file there. */
export function closeWithCount(count: TestCount): void {
  const file = process.env["TALLY_REPLICA_COUNT_FILE"];
  if (file === undefined) process.stdout.write(`${formatTestCount(count)}\n`);
  else writeFileSync(file, JSON.stringify(count));
}
