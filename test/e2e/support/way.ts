import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { findChromium, howToGetChromium } from "../../electron-stand-in/host/find-chromium.ts";

/** Which of the ways of drawing the window is there on this machine. */
type Way =
  | { readonly kind: "electron"; readonly program: string }
  | { readonly kind: "standIn"; readonly chromium: string }
  | { readonly kind: "none"; readonly reason: string };

const root = path.resolve(import.meta.dirname, "../../..");

/** Looked for on the disk: asking for the module `electron` would begin to download the program. */
export function findElectron(): string | null {
  const folder = path.join(root, "node_modules", "electron");
  const note = path.join(folder, "path.txt");
  if (!existsSync(note)) return null;
  const program = path.join(folder, "dist", readFileSync(note, "utf8").trim());
  return existsSync(program) ? program : null;
}

export function chooseWay(): Way {
  const program = findElectron();
  const isStandInWanted = process.env["TALLY_REPLICA_WINDOW"] === "stand-in";
  if (program !== null && !isStandInWanted) return { kind: "electron", program };
  const chromium = findChromium();
  return chromium === null ? { kind: "none", reason: howToGetChromium } : { kind: "standIn", chromium };
}

export function describeWay(way: Way = chooseWay()): string {
  switch (way.kind) {
    case "electron":
      return `Window specs run in Electron (${way.program}).`;
    case "standIn":
      return `Window specs run in the stand-in for Electron, with ${way.chromium}.`;
    case "none":
      return `Window specs are skipped: ${way.reason}`;
  }
}
