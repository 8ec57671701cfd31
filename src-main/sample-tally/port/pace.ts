/** Milliseconds a real Tally spends, from measurements on books of 4,000 to 101,000 vouchers (protocol §8). */
const fixedMs = 150;
const voucherTriedMs = 0.15;
const charactersPerMs = 1200;

export interface Pace {
  /** Before the first byte: the request itself and every voucher a scan tried. */
  readonly beforeMs: number;
  /** While the answer is written. */
  charactersMs(characters: number): number;
}

const noPace: Pace = { beforeMs: 0, charactersMs: () => 0 };

export function paceOf(pace: "fast" | "real", vouchersWalked: number): Pace {
  if (pace === "fast") return noPace;
  return {
    beforeMs: fixedMs + vouchersWalked * voucherTriedMs,
    charactersMs: (characters) => characters / charactersPerMs,
  };
}

/** Waits without keeping the program alive or busy. */
export function pause(milliseconds: number): Promise<void> {
  if (milliseconds <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
