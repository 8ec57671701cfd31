import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes THIRD-PARTY-NOTICES.txt: name, version and licence text of every package that is part of the program
 * (dependencies and what they need; what only development needs is not shipped, but for the window's parts).
 */

const root = path.join(import.meta.dirname, "..");

/** Bundled into the window or the program although they are development dependencies. */
const bundledRoots = [
  "@fluentui/react-components",
  "@fluentui/react-icons",
  "@tanstack/react-virtual",
  "electron",
  "react",
  "react-dom",
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
}

/** Where Node would find a package asked for from a folder. */
function findPackage(name: string, from: string): string | null {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, "node_modules", name);
    try {
      readManifest(candidate);
      return candidate;
    } catch {
      if (folder === path.dirname(folder)) return null;
    }
  }
}

function collectFolders(names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = findPackage(name, from);
    if (folder === null || found.has(folder)) return;
    found.add(folder);
    // Electron's package only downloads the program; what that needs is not shipped.
    if (name === "electron") return;
    for (const each of Object.keys(readManifest(folder).dependencies ?? {})) visit(each, folder);
  };
  for (const name of names) visit(name, root);
  return found;
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined
    ? ""
    : readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
}

function makeNotices(): string {
  const names = [...Object.keys(readManifest(root).dependencies ?? {}), ...bundledRoots];
  const notices = [...collectFolders(names)].map((folder) => {
    const { name, version, license } = readManifest(folder);
    return { title: `${name} ${version} (${license ?? "see below"})`, text: licenceText(folder) };
  });
  const byText = Map.groupBy(
    notices.toSorted((one, other) => (one.title < other.title ? -1 : 1)),
    ({ text }) => text,
  );
  const parts = [...byText].map(([text, of]) => `${of.map(({ title }) => title).join("\n")}\n\n${text}`);
  const line = `\n\n${"-".repeat(80)}\n\n`;
  return `Tally Replica contains the following packages of others.${line}${parts.join(line)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(path.join(root, "THIRD-PARTY-NOTICES.txt"), makeNotices());
}
