import type { ExportFormat, RowSource } from "../contract/rows.ts";
import { titlesOfSource } from "../contract/texts/titles.ts";
import type { Language } from "../contract/texts.ts";

const longestName = 120;
/** Names that Windows keeps for devices, whatever follows the point. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

interface ExportNameParts {
  readonly source: RowSource;
  /** Null for all companies. */
  readonly companyName: string | null;
  readonly format: ExportFormat;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly language: Language;
}

/** "Sharma Traders - Trial balance - 2026-11-22.xlsx": a name that every system takes. */
export function suggestExportName({ source, companyName, format, day, language }: ExportNameParts): string {
  const title = titlesOfSource(source.name)[language];
  const parts = [companyName ?? "", title, day].filter((part) => part !== "");
  const name = parts
    .join(" - ")
    .replaceAll(/[\u0000-\u001f<>:"/\\|?*]/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, longestName);
  return `${deviceName.test(name) ? "_" : ""}${name}.${format}`;
}
