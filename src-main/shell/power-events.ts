import { net, powerMonitor } from "electron";
import type { WakeReason } from "../contract/worker-messages.ts";

const lookEveryMs = 10_000;

/** Tells when looking at once is worth it: after sleep, and when the network is there again. After `ready`. */
export function watchPower(onWake: (reason: WakeReason) => void): () => void {
  powerMonitor.on("resume", () => onWake("resumedFromSleep"));
  let wasOnline = net.isOnline();
  // Electron offers no event for the network; the question costs nothing.
  const timer = setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline) onWake("networkReturned");
    wasOnline = isOnline;
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
