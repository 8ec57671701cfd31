/** Calendar days as `YYYY-MM-DD` texts; no time zone is ever applied. */
const dayMs = 86_400_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

export function laterDate(first: string, second: string): string {
  return first > second ? first : second;
}

export function earlierDate(first: string, second: string): string {
  return first < second ? first : second;
}

/** The last day of the month that many months on. */
export function endOfMonth(date: string, monthsOn = 0): string {
  const [year, month] = date.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month + monthsOn, 0)).toISOString().slice(0, 10);
}
