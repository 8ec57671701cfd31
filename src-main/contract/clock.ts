import { ReplicaError } from "./errors.ts";

/** Time as a parameter, so that tests need not wait and a clock set back can be tried. */
export interface Clock {
  now(): Date;
  /** Resolves after the pause; rejects with INTERNAL_STOPPED as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new ReplicaError("INTERNAL_STOPPED"));
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(new ReplicaError("INTERNAL_STOPPED"));
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      }, milliseconds);
      signal.addEventListener("abort", onAbort, { once: true });
    }),
};
