/** What the data dictionary stores, as plain values: decimals as canonical text, dates as YYYY-MM-DD. */
export type Expected = string | number | boolean | null;
export type ExpectedRow = Readonly<Record<string, Expected>>;

function scaledToDecimal(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const fraction = digits.slice(-scale).replace(/0+$/, "");
  const text = `${digits.slice(0, -scale)}${fraction === "" ? "" : `.${fraction}`}`;
  return units < 0n ? `-${text}` : text;
}

/** Ten-thousandths. */
export function moneyUnitsToDecimal(units: number): string {
  return scaledToDecimal(BigInt(Math.round(units)), 4);
}

/** Quantities and rates are counted in 1e-8. */
export function billionthsToDecimal(units: number): string {
  return scaledToDecimal(BigInt(Math.round(units)), 8);
}

export function numberToDecimal(value: number): string {
  return billionthsToDecimal(value * 1e8);
}

/** Decimal text such as a forex rate, without trailing zeros. */
export function textToDecimal(text: string): string {
  return numberToDecimal(Number(text));
}

/** Days since 1899-12-31; 45747 is 1 April 2025 (protocol §6.10). */
export function dayToDate(day: number): string {
  return new Date(Date.UTC(2025, 3, 1) + (day - 45_747) * 86_400_000).toISOString().slice(0, 10);
}

/** Midnight in India of that day, in UTC. */
export function indianMidnight(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 5.5 * 3_600_000).toISOString();
}
