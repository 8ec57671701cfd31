import { readFileSync } from "node:fs";
import { ReplicaError } from "../contract/errors.ts";
import { defaultSettings, parseSettings } from "../contract/settings.ts";
import type { ParsedSettings, Settings } from "../contract/settings.ts";

/** The file after `--config`, found before the line is parsed: it decides the language of everything else. */
export function findConfigFile(argumentsGiven: readonly string[]): string | null {
  for (const [index, argument] of argumentsGiven.entries()) {
    if (argument === "--") return null;
    if (argument === "--config") return argumentsGiven[index + 1] ?? null;
    if (argument.startsWith("--config=")) return argument.slice("--config=".length);
  }
  return null;
}

/** Without a file `otherwise` holds. */
export function loadSettings(file: string | null, otherwise: Settings = defaultSettings): ParsedSettings {
  if (file === null) return { settings: otherwise, unknownNames: [] };
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const detail = code === "ENOENT" ? "there is no such file" : code;
    throw new ReplicaError("CONFIG_FILE", { file, detail }, { cause: error });
  }
  return parseSettings(text, file);
}
