import { useCallback, useEffect, useState } from "react";
import type { WireError } from "../../../src-main/contract/agent-state.ts";
import type { FoundTally } from "../../../src-main/contract/pages.ts";
import { useApi } from "../../state/app-context.tsx";

const againAfterMs = 4_000;

interface TallySearch {
  /** Null before the first answer. */
  readonly found: readonly FoundTally[] | null;
  readonly error: WireError | null;
  readonly isSearching: boolean;
  readonly lookAgain: () => void;
}

/** Looks by itself, and again every few seconds until `isEnough`: Tally may be started or opened meanwhile. */
export function useTallySearch(
  typed: string | null,
  isEnough: (found: readonly FoundTally[]) => boolean,
): TallySearch {
  const api = useApi();
  const [found, setFound] = useState<readonly FoundTally[] | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [isSearching, setIsSearching] = useState(true);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isOutdated = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    setIsSearching(true);
    void api.invoke("tally.find", { typed }).then((answer) => {
      if (isOutdated) return;
      setIsSearching(false);
      setError(answer.ok ? null : answer.error);
      if (answer.ok) setFound(answer.value);
      if (answer.ok && isEnough(answer.value)) return;
      timer = setTimeout(() => setAttempt((count) => count + 1), againAfterMs);
    });
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [api, typed, attempt, isEnough]);
  const lookAgain = useCallback(() => setAttempt((count) => count + 1), []);
  return { found, error, isSearching, lookAgain };
}
