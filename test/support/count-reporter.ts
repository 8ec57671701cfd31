import type { Reporter, TestModule } from "vitest/node";
import { closeWithCount } from "./test-count.ts";

/** Closes the run with one line, `N passed, N failed, N skipped`, and says why tests were skipped. */
export function countReporter(): Reporter {
  return {
    onTestRunEnd(modules: readonly TestModule[]): void {
      const count = { passed: 0, failed: 0, skipped: 0 };
      for (const module of modules) {
        if (module.errors().length > 0) count.failed += 1;
        for (const test of module.children.allTests()) {
          const state = test.result().state;
          if (state === "passed" || state === "failed") count[state] += 1;
          else count.skipped += 1;
        }
      }
      // After the default reporter's summary, so that it is the closing line.
      process.on("exit", () => {
        closeWithCount(count);
      });
    },
  };
}
