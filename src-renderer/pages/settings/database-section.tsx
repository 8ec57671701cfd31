import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import type { DatabaseTest } from "../../../src-main/contract/pages.ts";
import { Card } from "../../components/card.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { choiceOf, draftOf, findErrors, passwordOf } from "../../components/database-draft.ts";
import type { DatabaseDraft } from "../../components/database-draft.ts";
import { DatabaseFields } from "../../components/database-fields.tsx";
import { useApp, useSay, useStore } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { BackupCard } from "./backup-card.tsx";
import { RetentionCard } from "./retention-card.tsx";

const useStyles = makeStyles({
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  good: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, overflowWrap: "anywhere" },
  tick: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
});

export function DatabaseSection(): ReactNode {
  const { settings } = useApp();
  return (
    <>
      <DatabaseCard key={JSON.stringify(settings.database)} />
      <BackupCard />
      <RetentionCard />
    </>
  );
}

function DatabaseCard(): ReactNode {
  const say = useSay();
  const { settings, state } = useApp();
  const [draft, setDraft] = useState<DatabaseDraft>(() => draftOf(settings.database));
  const [tested, setTested] = useState<DatabaseTest | null>(null);
  const change = (next: DatabaseDraft): void => {
    setDraft(next);
    setTested(null);
  };
  return (
    <Card>
      <Text>{state.database.description}</Text>
      <DatabaseFields draft={draft} errors={findErrors(draft)} onChange={change} />
      {tested !== null && <TestedLine tested={tested} />}
      <DatabaseButtons draft={draft} isChanged={isChanged(draft, settings.database)} onTested={setTested} />
      <PlaceButtons label={say("database_openFolder")} />
    </Card>
  );
}

function isChanged(draft: DatabaseDraft, used: Parameters<typeof draftOf>[0]): boolean {
  return draft.password !== "" || JSON.stringify(choiceOf(draft)) !== JSON.stringify(choiceOf(draftOf(used)));
}

interface DatabaseButtonsProps {
  readonly draft: DatabaseDraft;
  readonly isChanged: boolean;
  readonly onTested: (tested: DatabaseTest | null) => void;
}

function DatabaseButtons({ draft, isChanged: canUse, onTested }: DatabaseButtonsProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const { takeSettings } = useStore();
  const { about } = useApp();
  const [isBusy, setIsBusy] = useState(false);
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  const database = choiceOf(draft);
  if (database === null) return null;
  const wanted = { database, password: passwordOf(draft, about.hasDatabasePassword) };
  const run = async (work: () => Promise<boolean>): Promise<void> => {
    setIsBusy(true);
    onTested(null);
    await work();
    setIsBusy(false);
  };
  const test = (): Promise<boolean> =>
    act("database.test", wanted, {
      onDone: (tested) => {
        onTested(tested);
        return null;
      },
    });
  const use = (): Promise<boolean> =>
    act("database.use", wanted, {
      onDone: (settings) => {
        takeSettings(settings);
        return say("settings_saved");
      },
    });
  return (
    <div className={styles.buttons}>
      <Button disabled={isBusy} onClick={() => void run(test)}>
        {isBusy ? say("database_testing") : say("database_test")}
      </Button>
      <Button
        appearance="primary"
        disabled={isBusy || !canUse}
        onClick={() =>
          setConfirmation({
            title: say("database_useTitle"),
            text: say("database_useText"),
            confirm: say("database_use"),
            onConfirm: () => void run(use),
          })
        }
      >
        {say("database_use")}
      </Button>
      <ConfirmDialog confirmation={confirmation} onClose={() => setConfirmation(null)} />
    </div>
  );
}

function TestedLine({ tested }: { readonly tested: DatabaseTest }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const good = tested.exists
    ? say("database_good", { database: tested.description })
    : say("database_goodNew", { database: tested.description });
  return (
    <div className={styles.good} role="status">
      <CheckmarkCircle20Filled aria-hidden className={styles.tick} />
      <Text>
        {good}{" "}
        {tested.companies.length > 0 && say("database_holds", { companies: tested.companies.join(", ") })}
      </Text>
    </div>
  );
}

function PlaceButtons({ label }: { readonly label: string }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  return (
    <div className={styles.buttons}>
      <Button size="small" appearance="subtle" onClick={() => void act("app.openDatabaseFolder", undefined)}>
        {label}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        onClick={() =>
          void act("app.copyConnectionString", undefined, {
            onDone: ({ copied }) => say("database_copied", { text: copied }),
          })
        }
      >
        {say("database_copyConnection")}
      </Button>
    </div>
  );
}
