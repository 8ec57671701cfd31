import { builtinModules } from "node:module";
import path from "node:path";
import type { UserConfig } from "vite";
import { defineConfig } from "vite";

/**
 * Three builds into dist/: `programs` (what runs under Node: command line, main process, worker), `preload` (one
 * CommonJS file, because a sandboxed preload can load nothing else) and `renderer` (the window).
 *
 * Everything is bundled but Electron itself and the one package with native code, so that an installation needs no
 * node_modules besides that one, and an unused driver costs nothing: it is a chunk of its own, loaded when configured.
 */
const external = [...builtinModules, /^node:/, /^electron(\/.*)?$/, "better-sqlite3", "pg-native"];

/** The driver of SQL Server without the cloud packages it would drag along. */
const noAzure = path.join(import.meta.dirname, "scripts", "build", "no-azure.ts");
const alias = Object.fromEntries(
  ["@azure/identity", "@azure/core-auth", "@azure/keyvault-keys"].map((name) => [name, noAzure]),
);

const programs: UserConfig = {
  resolve: { alias },
  ssr: { noExternal: true, external: ["electron", "better-sqlite3"] },
  build: {
    ssr: true,
    target: "node24",
    outDir: "dist",
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { cli: "src-main/cli.ts", index: "src-main/index.ts", worker: "src-main/worker.ts" },
      external,
      output: { format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "chunks/[name]-[hash].mjs" },
    },
  },
};

const preload: UserConfig = {
  build: {
    target: "node24",
    outDir: "dist",
    emptyOutDir: false,
    minify: false,
    lib: { entry: "src-main/preload.ts", formats: ["cjs"], fileName: () => "preload.cjs" },
    rolldownOptions: { external: ["electron"], output: { codeSplitting: false } },
  },
};

const renderer: UserConfig = {
  root: "src-renderer",
  // The window is served by app://, not from the root of a web server.
  base: "./",
  build: {
    target: "chrome140",
    outDir: "../dist/renderer",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // data: addresses would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      // Fluent marks each file for a server that we do not have.
      onLog: (level, log, tell) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") tell(level, log);
      },
    },
  },
};

const builds: Readonly<Record<string, UserConfig>> = { programs, preload, renderer };

export default defineConfig(({ mode }) => builds[mode] ?? programs);
