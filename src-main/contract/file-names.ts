import { localDay } from "./local-time.ts";
import type { ExportFormat } from "./rows.ts";
import type { Language } from "./texts/language.ts";
import { titlesOfSource } from "./texts/titles.ts";

/** A moment inside a file name: `20261122T104500Z`, which sorts by time and which every file system takes. */
export function momentInFileName(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

/** The file that the diagnostics are offered under. */
export function diagnosticsFileName(at: Date): string {
  return `tally-replica-diagnostics-${momentInFileName(at)}.zip`;
}

const longestName = 120;
/** Names that Windows keeps for devices, whatever follows the point. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

interface ExportNameParts {
  /** Name of the view or table. */
  readonly source: string;
  /** Null for all companies. */
  readonly companyName: string | null;
  readonly format: ExportFormat;
  readonly at: Date;
  readonly language: Language;
}

/** "Sharma Traders - Trial balance - 2026-11-22.xlsx": a name that every system takes. */
export function exportFileName({ source, companyName, format, at, language }: ExportNameParts): string {
  const parts = [companyName ?? "", titlesOfSource(source)[language], localDay(at)];
  const name = parts
    .filter((part) => part !== "")
    .join(" - ")
    .replaceAll(/[\u0000-\u001f<>:"/\\|?*]/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, longestName);
  return `${deviceName.test(name) ? "_" : ""}${name}.${format}`;
}
