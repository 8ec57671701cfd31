function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** An instant as this PC's clock shows it: `2026-04-02 16:12`, with seconds if asked; '' for none. */
export function formatMoment(time: string | null, withSeconds = false): string {
  if (time === null) return "";
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join("-");
  const clock = [date.getHours(), date.getMinutes(), ...(withSeconds ? [date.getSeconds()] : [])];
  return `${day} ${clock.map(twoDigits).join(":")}`;
}
