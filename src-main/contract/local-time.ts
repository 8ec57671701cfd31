function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** The day of an instant on this PC's clock, `YYYY-MM-DD`. */
export function localDay(at: Date): string {
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
}

/** `16:12` on this PC's clock, with seconds if asked. */
export function localClock(at: Date, withSeconds = false): string {
  const parts = [at.getHours(), at.getMinutes(), ...(withSeconds ? [at.getSeconds()] : [])];
  return parts.map(twoDigits).join(":");
}
