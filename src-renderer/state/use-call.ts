import { useCallback, useEffect, useState } from "react";
import type { WireError } from "../../src-main/contract/agent-state.ts";
import type { ChannelAnswer, ChannelInput, ChannelName } from "../../src-main/contract/channels.ts";
import { useApi } from "./app-context.tsx";

interface Called<Value> {
  /** The last good answer; stays while it is asked again. */
  readonly value: Value | null;
  readonly error: WireError | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface Answered<Value> {
  readonly value: Value | null;
  readonly error: WireError | null;
  readonly question: string | null;
}

/** Asks, and asks again when the question or `version` changes; a late answer to an old question is dropped. */
export function useCall<Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
  version: string | number = "",
): Called<ChannelAnswer<Name>> {
  const api = useApi();
  const [attempt, setAttempt] = useState(0);
  const [answered, setAnswered] = useState<Answered<ChannelAnswer<Name>>>({
    value: null,
    error: null,
    question: null,
  });
  const inputText = JSON.stringify(input);
  const question = `${name} ${inputText ?? ""} ${version} ${attempt}`;
  useEffect(() => {
    let isOutdated = false;
    const sent = (inputText === undefined ? undefined : JSON.parse(inputText)) as ChannelInput<Name>;
    void api.invoke(name, sent).then((answer) => {
      if (isOutdated) return;
      setAnswered((before) =>
        answer.ok
          ? { value: answer.value, error: null, question }
          : { value: before.value, error: answer.error, question },
      );
    });
    return () => {
      isOutdated = true;
    };
  }, [api, name, inputText, question]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return {
    value: answered.value,
    error: answered.error,
    isLoading: answered.question !== question,
    reload,
  };
}
