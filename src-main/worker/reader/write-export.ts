import { systemClock } from "../../contract/clock.ts";
import type { InternalCalls } from "../../contract/worker-messages.ts";
import type { Destination } from "../../destination/destination.ts";
import { exportRows } from "../../export/export-rows.ts";
import { queryOf } from "./read-views.ts";

export interface ExportSetting {
  readonly language: "en" | "hi";
  readonly programVersion: string;
}

/** The person was asked by the system's dialog whether an existing file may be replaced. */
export async function writeExport(
  destination: Destination,
  input: InternalCalls["internal.export"]["input"] & ExportSetting,
  signal: AbortSignal,
): Promise<InternalCalls["internal.export"]["answer"]> {
  const { file, format, language, programVersion, ...view } = input;
  const query = await queryOf(destination, view);
  const written = await exportRows({
    destination,
    query,
    format,
    file,
    language,
    programVersion,
    mayOverwrite: true,
    clock: systemClock,
    signal,
  });
  return { file: written.file, rows: written.rows, sheets: written.sheets };
}
