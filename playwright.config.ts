import { defineConfig } from "@playwright/test";
import { describeWay } from "./test/e2e/support/way.ts";

/** Specs of the window; vitest runs everything else. See docs/window-tests.md. */
export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/window",
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  metadata: { way: describeWay() },
  reporter: [["list"], ["./test/support/window-count-reporter.ts"]],
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
});
