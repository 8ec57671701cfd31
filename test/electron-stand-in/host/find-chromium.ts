import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

/** The system's Chromium: by TALLY_REPLICA_CHROMIUM, else by the usual names and places. Null where there is none. */

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ...["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].flatMap((variable) => {
    const folder = process.env[variable];
    if (folder === undefined) return [];
    return [
      path.join(folder, "Google", "Chrome", "Application", "chrome.exe"),
      path.join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
    ];
  }),
];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findChromium(): string | null {
  const chosen = process.env["TALLY_REPLICA_CHROMIUM"];
  if (chosen !== undefined && chosen !== "") return existsSync(chosen) ? chosen : null;
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((each) => each !== "");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name + suffix)));
  return [...onPath, ...places].find(isProgram) ?? null;
}

export const howToGetChromium =
  "No Chromium was found. Install it (Debian and Ubuntu: apt-get install chromium; Windows has Edge), " +
  "or name its program file in TALLY_REPLICA_CHROMIUM.";

/** As root, in continuous integration, Chromium refuses to start with its own sandbox. */
export function chromiumArguments(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}
