import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

/** The scripts of a page, made of this folder's own files as text: they run in a browser that knows no modules here. */

function readPlain(file: string): string {
  const source = readFileSync(new URL(file, import.meta.url), "utf8").replaceAll(/^import .*$/gm, "");
  return stripTypes(source).replaceAll(/^export (?=function|const)/gm, "");
}

/** Node warns once that this is new; whoever reads the specs' output cannot do anything about it. */
function stripTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

export interface ScriptSetup {
  readonly secret: string;
  readonly binding: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

const onlyMainFrame = "if (window !== window.top) return;";

export function makePageScript({ secret }: ScriptSetup): string {
  return `(() => { "use strict"; ${onlyMainFrame}
${readPlain("../codec.ts")}
${readPlain("../page/bridge.ts")}
${readPlain("../page/page-world.ts")}
installPageWorld(${JSON.stringify(secret)});
})();`;
}

export function makePreloadScript(setup: ScriptSetup, preload: string): string {
  return `(() => { "use strict"; ${onlyMainFrame}
${readPlain("../codec.ts")}
${readPlain("../page/bridge.ts")}
${readPlain("../page/preload-world.ts")}
const { require: load, process: shown } = installPreloadWorld(${JSON.stringify(setup)});
try {
  const module = { exports: {} };
  (function (require, process, global, module, exports) {
${preload}
  }).call(undefined, load, shown, globalThis, module, module.exports);
} catch (error) {
  globalThis[${JSON.stringify(setup.binding)}](
    JSON.stringify({ kind: "preloadError", call: 0, channel: String(error), args: "" }),
  );
}
})();
//# sourceURL=preload.cjs`;
}
