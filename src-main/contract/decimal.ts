/**
 * Exact sums of decimal texts (see value.ts). Ten-thousandths as bigint: money has four decimals at most.
 */
const moneyScale = 4;

/** `"-118.5"` -> -1185000n. Digits beyond the fourth decimal are not money and are refused. */
export function moneyToUnits(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  if (match === null) throw new RangeError(`not an amount: ${text}`);
  const [, sign, whole, decimals = ""] = match;
  const units = BigInt(`${whole}${decimals.padEnd(moneyScale, "0")}`);
  return sign === "-" ? -units : units;
}

/** -1185000n -> `"-118.5"`: no trailing zeros, no negative zero. */
export function unitsToMoney(units: bigint): string {
  const isNegative = units < 0n;
  const digits = (isNegative ? -units : units).toString().padStart(moneyScale + 1, "0");
  const whole = digits.slice(0, -moneyScale);
  const decimals = digits.slice(-moneyScale).replace(/0+$/, "");
  return `${isNegative ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
}
