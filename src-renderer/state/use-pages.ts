import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { WireError } from "../../src-main/contract/agent-state.ts";
import type { ChannelAnswer, ChannelInput, ChannelName } from "../../src-main/contract/channels.ts";
import { useApi } from "./app-context.tsx";
import { addPage, emptyPages, missingPages, pageRows, rowAt } from "./page-cache.ts";
import type { PageCache } from "./page-cache.ts";

/**
 * Pulling the bar of a list passes by hundreds of pages. No more than these are asked for at once; each answer looks
 * anew for what is in sight by then, so that the place where it stops comes next.
 */
const mostUnderWay = 2;

type PagedName = {
  [Name in ChannelName]: ChannelInput<Name> extends { readonly offset: number; readonly limit: number }
    ? Name
    : never;
}[ChannelName];

type PageQuestion<Name extends PagedName> = Omit<ChannelInput<Name>, "offset" | "limit">;

export interface Pages<Row, Answer> {
  /** Null before the first page came. */
  readonly total: number | null;
  /** Null while its page is on its way. */
  readonly rowAt: (index: number) => Row | null;
  /** Asks for what is missing of rows first to last. */
  readonly want: (first: number, last: number) => void;
  /** The newest answer, for what it says besides rows. */
  readonly answer: Answer | null;
  readonly error: WireError | null;
  readonly reload: () => void;
}

interface Loaded<Row, Answer> {
  readonly cache: PageCache<Row>;
  readonly answer: Answer | null;
  readonly error: WireError | null;
}

/**
 * A long list page by page, as it is scrolled. Another question, or another `version` of the same, begins anew; what is
 * shown stays until the first new page is there. `pick` must be the same function each time.
 */
export function usePages<Name extends PagedName, Row>(
  name: Name,
  question: PageQuestion<Name>,
  pick: (answer: ChannelAnswer<Name>) => { readonly rows: readonly Row[]; readonly total: number | null },
  version: string | number = "",
): Pages<Row, ChannelAnswer<Name>> {
  const api = useApi();
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded<Row, ChannelAnswer<Name>>>({
    cache: emptyPages(),
    answer: null,
    error: null,
  });
  const questionText = JSON.stringify(question);
  const identity = `${questionText} ${version} ${attempt}`;
  /** What is on its way belongs to this question; answers to an older one are dropped. */
  const asked = useRef({ identity: "", pages: new Set<number>() });

  const ask = useCallback(
    (page: number, isFirst: boolean) => {
      if (asked.current.pages.has(page)) return;
      asked.current.pages.add(page);
      const input = { ...(JSON.parse(questionText) as object), offset: page * pageRows, limit: pageRows };
      void api.invoke(name, input as ChannelInput<Name>).then((result) => {
        if (asked.current.identity !== identity) return;
        asked.current.pages.delete(page);
        setLoaded((before) => {
          if (!result.ok) return { ...before, error: result.error };
          const { rows, total } = pick(result.value);
          const cache = addPage(isFirst ? emptyPages<Row>() : before.cache, page, rows, total);
          return { cache, answer: result.value, error: null };
        });
      });
    },
    [api, name, questionText, identity, pick],
  );

  useEffect(() => {
    asked.current = { identity, pages: new Set() };
    ask(0, true);
  }, [ask, identity]);

  const { cache, answer, error } = loaded;
  const want = useCallback(
    (first: number, last: number) => {
      if (cache.total === null) return;
      for (const page of missingPages(cache, first, last)) {
        if (asked.current.pages.size < mostUnderWay) ask(page, false);
      }
    },
    [ask, cache],
  );
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return useMemo(
    () => ({
      total: cache.total,
      rowAt: (index: number) => rowAt(cache, index),
      want,
      answer,
      error,
      reload,
    }),
    [cache, want, answer, error, reload],
  );
}
