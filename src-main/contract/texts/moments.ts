import { localClock, localDay } from "../local-time.ts";

/** An instant as this PC's clock shows it: `2026-04-02 16:12`, with seconds if asked; '' for none. */
export function formatMoment(time: string | null, withSeconds = false): string {
  if (time === null) return "";
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${localDay(date)} ${localClock(date, withSeconds)}`;
}
