import type { Reporter, TestModule } from "vitest/node";
import { closeWithCount } from "./test-count.ts";

/** Closes the run with why tests were skipped and one line, `N passed, N failed, N skipped`. */
export function countReporter(): Reporter {
  return {
    onTestRunEnd(modules: readonly TestModule[]): void {
      const count = { passed: 0, failed: 0, skipped: 0 };
      const reasons = new Set<string>();
      for (const module of modules) {
        if (module.errors().length > 0) count.failed += 1;
        for (const test of module.children.allTests()) {
          const result = test.result();
          if (result.state === "passed" || result.state === "failed") count[result.state] += 1;
          else count.skipped += 1;
          if (result.state === "skipped" && result.note !== undefined)
            reasons.add(`Skipped: ${module.relativeModuleId}: ${result.note}\n`);
        }
      }
      // After the default reporter's summary, so that it is the closing line.
      process.on("exit", () => {
        process.stdout.write([...reasons].join(""));
        closeWithCount(count);
      });
    },
  };
}
