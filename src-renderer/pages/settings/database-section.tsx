import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { DatabaseForm } from "../../components/database/database-form.tsx";
import {
  choiceOf,
  draftOf,
  isSameDatabase,
  passwordOf,
  wrongFields,
} from "../../components/database/database-model.ts";
import type { DatabaseDraft, DraftField } from "../../components/database/database-model.ts";
import { DatabaseTest } from "../../components/database/database-test.tsx";
import { useApp, useSay, useStore } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { BackupCard } from "./backup-card.tsx";
import { RetentionCard } from "./retention-card.tsx";

const useStyles = makeStyles({
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  place: { overflowWrap: "anywhere" },
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
  const styles = useStyles();
  const { settings, state } = useApp();
  const [draft, setDraft] = useState<DatabaseDraft>(() => draftOf(settings.database));
  const [wrong, setWrong] = useState<readonly DraftField[]>([]);
  return (
    <Card>
      <Text className={styles.place}>{state.database.description}</Text>
      <DatabaseForm draft={draft} wrong={wrong} onChange={setDraft} />
      <DatabaseTest draft={draft} onWrong={setWrong} />
      <UseButton draft={draft} onWrong={setWrong} />
      <PlaceButtons />
    </Card>
  );
}

interface UseButtonProps {
  readonly draft: DatabaseDraft;
  readonly onWrong: (wrong: readonly DraftField[]) => void;
}

/** Tests first; a database that cannot be used changes nothing. */
function UseButton({ draft, onWrong }: UseButtonProps): ReactNode {
  const say = useSay();
  const act = useAction();
  const { takeSettings } = useStore();
  const { about, settings } = useApp();
  const [isBusy, setIsBusy] = useState(false);
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  const database = choiceOf(draft);
  const isUsed = isSameDatabase(database, settings.database) && draft.password === "";
  const use = async (): Promise<void> => {
    setIsBusy(true);
    const password = passwordOf(draft, about.hasDatabasePassword);
    await act(
      "database.use",
      { database, password },
      {
        onDone: (changed) => {
          takeSettings(changed);
          return say("settings_saved");
        },
      },
    );
    setIsBusy(false);
  };
  const ask = (): void => {
    const wrong = wrongFields(draft);
    onWrong(wrong);
    if (wrong.length > 0) return;
    setConfirmation({
      title: say("database_useTitle"),
      text: say("database_useText"),
      confirm: say("database_use"),
      onConfirm: () => void use(),
    });
  };
  return (
    <div>
      <Button appearance="primary" disabled={isBusy || isUsed} onClick={ask}>
        {say("database_use")}
      </Button>
      <ConfirmDialog confirmation={confirmation} onClose={() => setConfirmation(null)} />
    </div>
  );
}

function PlaceButtons(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  return (
    <div className={styles.buttons}>
      <Button size="small" appearance="subtle" onClick={() => void act("app.openDatabaseFolder", undefined)}>
        {say("database_openFolder")}
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
