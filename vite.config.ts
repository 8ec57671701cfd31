import { builtinModules } from "node:module";
import { defineConfig } from "vite";
import manifest from "./package.json" with { type: "json" };

/** Packages stay outside the bundle: drivers hold native code and are loaded only when configured. */
const external = [
  ...builtinModules,
  /^node:/,
  ...Object.keys(manifest.dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
];

export default defineConfig({
  build: {
    ssr: true,
    target: "node24",
    outDir: "dist",
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { cli: "src-main/cli.ts" },
      external,
      output: { format: "esm", entryFileNames: "[name].mjs" },
    },
  },
});
