import { secondsLeft, shareDone } from "../contract/progress.ts";
import type { RunProgress } from "../contract/run.ts";
import { formatCount, formatDuration, say } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { cutToWidth, printable } from "./text-width.ts";

const barWidth = 20;
const redrawEveryMs = 100;

interface StageTime {
  /** Since this stage began. */
  readonly elapsedMs: number;
  readonly rowsAtStart: number;
  readonly shareAtStart: number;
}

/** One line: company, bar, what is done, speed, time left. */
export function formatProgress(progress: RunProgress, time: StageTime, language: Language): string {
  const share = shareDone(progress);
  const filled = Math.round((share ?? 0) * barWidth);
  const parts = [
    printable(progress.company),
    share === null
      ? ""
      : `[${"█".repeat(filled)}${"░".repeat(barWidth - filled)}] ${Math.floor(share * 100)} %`,
    [say(language, `stage_${progress.stage}`), progress.stream ?? ""]
      .filter((part) => part !== "")
      .join(": "),
  ];
  if (progress.windowsTotal !== null) parts.push(`${progress.windowsDone}/${progress.windowsTotal}`);
  if (progress.rowsDone > 0) parts.push(formatCount(progress.rowsDone));
  const rate = ((progress.rowsDone - time.rowsAtStart) / Math.max(1, time.elapsedMs)) * 1000;
  if (rate >= 1) parts.push(say(language, "perSecond", { rate: formatCount(Math.round(rate)) }));
  const seconds = secondsLeft(share, time.shareAtStart, time.elapsedMs);
  if (seconds !== null)
    parts.push(say(language, "timeLeft", { duration: formatDuration(language, seconds) }));
  return parts.filter((part) => part !== "").join("  ");
}

export interface ProgressBar {
  show(progress: RunProgress): void;
  /** Takes the bar off the screen before something else is printed. */
  clear(): void;
}

export const noProgressBar: ProgressBar = { show: () => {}, clear: () => {} };

interface ProgressTerminal {
  readonly columns: number;
  write(text: string): void;
}

/** A single line that is drawn over itself; for terminals only. */
export function createProgressBar(
  terminal: ProgressTerminal,
  language: Language,
  nowMs: () => number,
): ProgressBar {
  let stageKey = "";
  let stageStartedMs = 0;
  let rowsAtStart = 0;
  let shareAtStart = 0;
  let drawnMs = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    show: (progress) => {
      const now = nowMs();
      const key = `${progress.company}\n${progress.stage}\n${progress.stream ?? ""}`;
      if (key !== stageKey) {
        stageKey = key;
        stageStartedMs = now;
        rowsAtStart = progress.rowsDone;
        shareAtStart = shareDone(progress) ?? 0;
      } else if (now - drawnMs < redrawEveryMs) {
        return;
      }
      drawnMs = now;
      const time = { elapsedMs: now - stageStartedMs, rowsAtStart, shareAtStart };
      const line = cutToWidth(formatProgress(progress, time, language), Math.max(20, terminal.columns - 1));
      terminal.write(`\r\u001B[2K${line}`);
      isDrawn = true;
    },
    clear: () => {
      if (isDrawn) terminal.write("\r\u001B[2K");
      isDrawn = false;
    },
  };
}
