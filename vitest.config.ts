import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { countReporter } from "./test/support/count-reporter.ts";

export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^electron(-store|-updater|\/.*)?$/,
        replacement: fileURLToPath(new URL("test/support/no-electron.ts", import.meta.url)),
      },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["default", countReporter()],
    pool: "forks",
  },
});
