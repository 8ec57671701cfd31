import type { Reporter, Suite, TestCase } from "@playwright/test/reporter";
import { describeWay } from "../e2e/support/way.ts";
import { closeWithCount } from "./test-count.ts";

/** Says which way the specs ran and ends with one line, `N passed, N failed, N skipped`. */
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
    closeWithCount({
      passed: outcomes.filter((each) => each === "expected" || each === "flaky").length,
      failed: outcomes.filter((each) => each === "unexpected").length + this.#errors,
      skipped: outcomes.filter((each) => each === "skipped").length,
    });
    return Promise.resolve();
  }
}

// oxlint-disable-next-line import/no-default-export -- Playwright loads reporters by their default export
export default WindowCountReporter;
