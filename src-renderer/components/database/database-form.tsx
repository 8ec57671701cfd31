import { Button, Field, makeStyles, Radio, RadioGroup, Text, tokens } from "@fluentui/react-components";
import { Folder20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { useApp, useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import type { DatabaseDraft, DraftField } from "./database-model.ts";
import { ServerFields } from "./server-fields.tsx";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  choice: { display: "flex", flexDirection: "column" },
  quiet: { color: tokens.colorNeutralForeground2 },
  file: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    marginLeft: "32px",
  },
  path: { overflowWrap: "anywhere" },
});

export interface DatabaseFormProps {
  readonly draft: DatabaseDraft;
  /** Marked as to be filled in. */
  readonly wrong: readonly DraftField[];
  readonly onChange: (draft: DatabaseDraft) => void;
}

/** A file, which needs no decision, or a server. */
export function DatabaseForm({ draft, wrong, onChange }: DatabaseFormProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <div className={styles.form}>
      <Field>
        <RadioGroup
          value={draft.isServer ? "server" : "file"}
          aria-label={say("wizard_databaseTitle")}
          onChange={(_event, data) => onChange({ ...draft, isServer: data.value === "server" })}
        >
          <Radio
            value="file"
            label={<Choice title={say("wizard_databaseFile")} hint={say("wizard_databaseFileHint")} />}
          />
          {!draft.isServer && <FileChoice draft={draft} onChange={onChange} />}
          <Radio
            value="server"
            label={<Choice title={say("wizard_databaseServer")} hint={say("wizard_databaseServerHint")} />}
          />
        </RadioGroup>
      </Field>
      {draft.isServer && <ServerFields draft={draft} wrong={wrong} onChange={onChange} />}
    </div>
  );
}

function Choice({ title, hint }: { readonly title: string; readonly hint: string }): ReactNode {
  const styles = useStyles();
  return (
    <span className={styles.choice}>
      <Text weight="semibold">{title}</Text>
      <Text size={200} className={styles.quiet}>
        {hint}
      </Text>
    </span>
  );
}

function FileChoice({ draft, onChange }: Omit<DatabaseFormProps, "wrong">): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const { about } = useApp();
  const isUsual = draft.path === "";
  const choose = (): void =>
    void act("database.chooseFile", undefined, {
      onDone: ({ path }) => {
        if (path !== null) onChange({ ...draft, path });
        return null;
      },
    });
  return (
    <div className={styles.file}>
      <Text size={200} className={styles.path}>
        {isUsual
          ? say("database_pathDefault", { path: about.dataFolder })
          : say("wizard_databaseAt", { path: draft.path })}
      </Text>
      <Button size="small" icon={<Folder20Regular />} onClick={choose}>
        {say("database_chooseFile")}
      </Button>
      {!isUsual && (
        <Button size="small" onClick={() => onChange({ ...draft, path: "" })}>
          {say("database_useDefault")}
        </Button>
      )}
    </div>
  );
}
