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
