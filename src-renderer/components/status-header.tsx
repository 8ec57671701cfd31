import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ArrowSync20Regular, Play20Regular, Stop20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { useAgent, useLanguage, useSay } from "../state/app-context.tsx";
import { useAction } from "../state/messages.tsx";
import { useNow } from "../state/use-now.ts";
import { useWindowTitle } from "../state/use-window-title.ts";
import { OverallIcon } from "./overall-icon.tsx";
import { PauseMenu } from "./pause-menu.tsx";
import { summariseStatus } from "./status-model.ts";

const useStyles = makeStyles({
  header: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  words: { display: "flex", flexDirection: "column", flex: "1 1 240px", minWidth: 0 },
  title: { margin: 0 },
  details: { color: tokens.colorNeutralForeground2 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** How everything stands, in one line, and the two things to do about it. */
export function StatusHeader(): ReactNode {
  const styles = useStyles();
  const agent = useAgent();
  const status = summariseStatus(agent, useNow(), useLanguage());
  useWindowTitle(status.title);
  return (
    <header className={styles.header}>
      <OverallIcon overall={status.overall} />
      <div className={styles.words}>
        <Text as="h1" size={400} weight="semibold" className={styles.title} aria-live="polite">
          {status.title}
        </Text>
        <Text size={200} className={styles.details}>
          {status.details.join(" · ")}
        </Text>
      </div>
      <div className={styles.buttons}>
        <HeaderButtons canSync={status.canSync} isRunning={status.isRunning} isPaused={status.isPaused} />
      </div>
    </header>
  );
}

interface HeaderButtonsProps {
  readonly canSync: boolean;
  readonly isRunning: boolean;
  readonly isPaused: boolean;
}

function HeaderButtons({ canSync, isRunning, isPaused }: HeaderButtonsProps): ReactNode {
  const say = useSay();
  const act = useAction();
  return (
    <>
      {isRunning ? (
        <Button icon={<Stop20Regular />} onClick={() => void act("agent.stopRun", undefined)}>
          {say("stopRun")}
        </Button>
      ) : (
        <Button
          appearance="primary"
          icon={<ArrowSync20Regular />}
          disabled={!canSync}
          onClick={() => void act("agent.syncNow", { company: null })}
        >
          {say("syncNow")}
        </Button>
      )}
      {isPaused ? (
        <Button icon={<Play20Regular />} onClick={() => void act("agent.resume", undefined)}>
          {say("resume")}
        </Button>
      ) : (
        <PauseMenu />
      )}
    </>
  );
}
