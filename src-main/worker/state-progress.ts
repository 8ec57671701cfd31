import type { CompanyProgress } from "../contract/agent-state.ts";
import { secondsLeft, shareDone } from "../contract/progress.ts";
import type { RunProgress } from "../contract/run.ts";
import type { RunUnderWay } from "./state-facts.ts";

export function beginRun(key: string, nowMs: number): RunUnderWay {
  return { key, progress: null, stageStartedAtMs: nowMs, shareAtStageStart: 0 };
}

/** A load that was interrupted goes on where it was: what was done before tells nothing about the speed of now. */
export function advanceRun(run: RunUnderWay, progress: RunProgress, nowMs: number): RunUnderWay {
  if (run.progress?.stage === progress.stage) return { ...run, progress };
  return {
    key: run.key,
    progress,
    stageStartedAtMs: nowMs,
    shareAtStageStart: shareDone(progress) ?? 0,
  };
}

/** Share and time left of the stage under way, from how quickly it went so far. */
export function estimateProgress(run: RunUnderWay, nowMs: number): CompanyProgress | null {
  const { progress, stageStartedAtMs, shareAtStageStart } = run;
  if (progress === null) return null;
  const share = shareDone(progress);
  return { ...progress, share, secondsLeft: secondsLeft(share, shareAtStageStart, nowMs - stageStartedAtMs) };
}
