import { Button, Checkbox, Field, makeStyles, SpinButton, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import { formatBytes } from "../../../src-main/contract/texts.ts";
import { Card } from "../../components/card.tsx";
import { formatFullMoment } from "../../format.ts";
import { useLanguage, useSay, useSettings } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { useCall } from "../../state/use-call.ts";
import { useChangeSettings } from "./use-change-settings.ts";

const useStyles = makeStyles({
  numbers: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalL },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: "anywhere" },
});

/** Copies of the SQLite file; a server is backed up by its own means. */
export function BackupCard(): ReactNode {
  const say = useSay();
  const { database } = useSettings();
  return (
    <Card title={say("backup_title")}>
      {database.product === "sqlite" ? <FileBackup /> : <Text>{say("backup_server")}</Text>}
    </Card>
  );
}

function FileBackup(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const change = useChangeSettings();
  const { backup } = useSettings();
  const [copies, setCopies] = useState(0);
  return (
    <>
      <Checkbox
        label={say("backup_isOn")}
        checked={backup.isOn}
        onChange={(_event, { checked }) => void change({ backup: { ...backup, isOn: checked === true } })}
      />
      <div className={styles.numbers}>
        <Amount
          label={say("backup_everyHours")}
          value={backup.everyHours}
          most={8_760}
          onChange={(everyHours) => void change({ backup: { ...backup, everyHours } })}
        />
        <Amount
          label={say("backup_keep")}
          value={backup.keep}
          most={100}
          onChange={(keep) => void change({ backup: { ...backup, keep } })}
        />
      </div>
      <CopyList version={copies} />
      <div className={styles.buttons}>
        <Button
          onClick={() =>
            void act("backup.now", undefined, {
              onDone: ({ file }) => {
                setCopies(copies + 1);
                return say("backup_done", { file });
              },
            })
          }
        >
          {say("backup_now")}
        </Button>
        <Button
          onClick={() =>
            void act("backup.restore", undefined, {
              onDone: (restored) =>
                restored === null
                  ? null
                  : say("backup_restored", { companies: restored.companies.join(", ") }),
            })
          }
        >
          {say("backup_restore")}
        </Button>
      </div>
    </>
  );
}

interface AmountProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

function Amount({ label, value, most, onChange }: AmountProps): ReactNode {
  const take = (typed: number | null | undefined): void => {
    if (typed === null || typed === undefined || !Number.isInteger(typed)) return;
    if (typed >= 1 && typed <= most) onChange(typed);
  };
  return (
    <Field label={label}>
      <SpinButton
        value={value}
        min={1}
        max={most}
        onChange={(_event, { value: chosen, displayValue }) =>
          take(chosen ?? (displayValue === undefined ? null : Number(displayValue)))
        }
      />
    </Field>
  );
}

function CopyList({ version }: { readonly version: number }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const { value } = useCall("backup.list", undefined, version);
  if (value === null) return null;
  if (value.length === 0) return <Text>{say("backup_none")}</Text>;
  return (
    <ul className={styles.list} aria-label={say("backup_list")}>
      {value.map(({ file, madeAt, bytes }) => (
        <li key={file}>
          {formatFullMoment(madeAt, language)} · {formatBytes(bytes)} · {file}
        </li>
      ))}
    </ul>
  );
}
