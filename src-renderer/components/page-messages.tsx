import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled, Dismiss20Regular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useApp, useSay, useStore } from "../state/app-context.tsx";
import { useAction, useMessages } from "../state/messages.tsx";
import { useRoute } from "../state/use-route.ts";
import { ErrorNotice } from "./error-notice.tsx";

const useStyles = makeStyles({
  messages: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    "&:not(:empty)": { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL} 0` },
  },
  done: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, overflowWrap: "anywhere" },
  tick: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
});

/** What concerns the whole program, and how the last action went. */
export function PageMessages(): ReactNode {
  const styles = useStyles();
  const store = useStore();
  const { state, settingsNotice } = useApp();
  const { failure, fail } = useMessages();
  const act = useAction();
  const tryAgain = (): void =>
    void (state.phase === "stopped"
      ? act("app.restartWorker", undefined)
      : act("agent.syncNow", { company: null }));
  return (
    <div className={styles.messages}>
      {settingsNotice !== null && (
        <ErrorNotice error={settingsNotice} onDismiss={store.dismissSettingsNotice} />
      )}
      {state.error !== null && <ErrorNotice error={state.error} retry={tryAgain} isQuiet />}
      {state.error === null && state.database.error !== null && (
        <ErrorNotice error={state.database.error} retry={tryAgain} isQuiet />
      )}
      {failure !== null && (
        <ErrorNotice
          error={failure.error}
          company={failure.company}
          retry={failure.retry}
          onDismiss={() => fail(null)}
        />
      )}
      <DoneLine />
    </div>
  );
}

/** Goes away by itself when another page is opened. */
function DoneLine(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { done, tell, fail } = useMessages();
  const { page } = useRoute();
  useEffect(() => {
    tell(null);
    fail(null);
  }, [page, tell, fail]);
  if (done === null) return null;
  return (
    <div className={styles.done} role="status">
      <CheckmarkCircle20Filled aria-hidden className={styles.tick} />
      <Text>{done}</Text>
      <Button
        appearance="subtle"
        size="small"
        icon={<Dismiss20Regular />}
        aria-label={say("dismiss")}
        onClick={() => tell(null)}
      />
    </div>
  );
}
