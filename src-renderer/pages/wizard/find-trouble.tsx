import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { TallyHelp } from "../../components/tally-help.tsx";
import { useSay } from "../../state/app-context.tsx";

const useStyles = makeStyles({
  buttons: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, minHeight: "32px" },
});

const texts = {
  notRunning: { title: "wizard_notFoundTitle", text: "wizard_notFoundText" },
  noCompany: { title: "wizard_noCompanyTitle", text: "wizard_noCompanyText" },
  busy: { title: "wizard_busyTitle", text: "wizard_busyText" },
  notTally: { title: "wizard_notTallyTitle", text: "wizard_notTallyText" },
} as const;

interface FindTroubleProps {
  readonly kind: keyof typeof texts;
  readonly isSearching: boolean;
  readonly onLookAgain: () => void;
}

/** Why Tally cannot be read yet, and what to do; the picture only where the port may be the reason. */
export function FindTrouble({ kind, isSearching, onLookAgain }: FindTroubleProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { title, text } = texts[kind];
  const isAboutPort = kind === "notRunning" || kind === "notTally";
  return (
    <Card>
      <div role="status">
        <Text weight="semibold" size={400} block>
          {say(title)}
        </Text>
        <Text>{say(text)}</Text>
      </div>
      {isAboutPort && <TallyHelp isShort />}
      <div className={styles.buttons}>
        <Button onClick={onLookAgain} disabled={isSearching}>
          {say("wizard_lookAgain")}
        </Button>
        {isSearching && <Spinner size="tiny" aria-label={say("wizard_searching")} />}
      </div>
    </Card>
  );
}
