import { defineConfig } from "@playwright/test";
import { describeWay } from "./test/e2e/support/way.ts";

/** Specs of the window; vitest runs everything else. See docs/window-tests.md. */
export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/window",
  // How long is waited for what must come, on a machine that is busy with other things: no measure of speed.
  timeout: 600_000,
  expect: { timeout: 100_000 },
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  metadata: { way: describeWay() },
  reporter: [["list"], ["./test/support/window-count-reporter.ts"]],
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
});
