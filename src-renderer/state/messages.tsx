import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { WireError } from "../../src-main/contract/agent-state.ts";
import type { ChannelAnswer, ChannelInput, ChannelName } from "../../src-main/contract/channels.ts";
import { useApi } from "./app-context.tsx";

/** What the last action brought: an error to act on, or one line that it is done. */
interface Failure {
  readonly error: WireError;
  /** The company it is about, for buttons that need one. */
  readonly company: string | null;
  readonly retry: (() => void) | null;
}

interface Messages {
  readonly failure: Failure | null;
  readonly done: string | null;
  readonly fail: (failure: Failure | null) => void;
  readonly tell: (done: string | null) => void;
}

const MessagesContext = createContext<Messages | null>(null);

export function MessagesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [failure, fail] = useState<Failure | null>(null);
  const [done, tell] = useState<string | null>(null);
  const messages = useMemo(() => ({ failure, done, fail, tell }), [failure, done]);
  return <MessagesContext value={messages}>{children}</MessagesContext>;
}

export function useMessages(): Messages {
  const messages = useContext(MessagesContext);
  if (messages === null) throw new Error("used outside of MessagesProvider");
  return messages;
}

interface ActionOptions<Value> {
  readonly company?: string;
  /** The line that says it is done; null says nothing. */
  readonly onDone?: (value: Value) => string | null | undefined;
}

type RunAction = <Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
  options?: ActionOptions<ChannelAnswer<Name>>,
) => Promise<boolean>;

/** Does something for the user; tells how it went at the top of the page. True when it went well. */
export function useAction(): RunAction {
  const api = useApi();
  const { fail, tell } = useMessages();
  return useCallback<RunAction>(
    async function act(name, input, options = {}) {
      const answer = await api.invoke(name, input);
      if (!answer.ok) {
        tell(null);
        const retry = (): void => void act(name, input, options);
        fail({ error: answer.error, company: options.company ?? null, retry });
        return false;
      }
      fail(null);
      tell(options.onDone?.(answer.value) ?? null);
      return true;
    },
    [api, fail, tell],
  );
}
