import { writeFileSync } from "node:fs";
import type { Reporter, Suite, TestCase } from "@playwright/test/reporter";
import { describeWay } from "../e2e/support/way.ts";

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Says which way the specs ran and ends with `N passed, N failed`; the counts go to TALLY_REPLICA_COUNT_FILE too. */
class WindowCountReporter implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
    process.stdout.write(`${describeWay()}\n`);
  }
  onError(): void {
    this.#errors += 1;
  }
  onExit(): Promise<void> {
    const outcomes = (this.#suite?.allTests() ?? []).map((test: TestCase) => test.outcome());
    const count: Count = {
      passed: outcomes.filter((each) => each === "expected" || each === "flaky").length,
      failed: outcomes.filter((each) => each === "unexpected").length + this.#errors,
      skipped: outcomes.filter((each) => each === "skipped").length,
    };
    const file = process.env["TALLY_REPLICA_COUNT_FILE"];
    if (file === undefined) process.stdout.write(`${formatCount(count)}\n`);
    else writeFileSync(file, JSON.stringify(count));
    return Promise.resolve();
  }
}

export function formatCount({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

// oxlint-disable-next-line import/no-default-export -- Playwright loads reporters by their default export
export default WindowCountReporter;
