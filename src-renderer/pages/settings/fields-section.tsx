import { Button, Field, Input, makeStyles, Text, tokens } from "@fluentui/react-components";
import { Delete20Regular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import { customColumnOf, customFieldSchema, customFieldTypes } from "../../../src-main/contract/choice.ts";
import type { CustomField } from "../../../src-main/contract/choice.ts";
import { entityTables } from "../../../src-main/contract/tables.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { Card } from "../../components/card.tsx";
import { ChoiceField } from "../../components/choice-field.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { useLanguage, useSay, useSettings } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: tokens.spacingVerticalXS },
  item: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, overflowWrap: "anywhere" },
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, maxWidth: "480px" },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

const emptyField: CustomField = { name: "", table: "vouchers", expression: "", type: "text" };

/** Columns of one's own: listed, tried on one entry, added, removed. */
export function FieldsSection(): ReactNode {
  const say = useSay();
  return (
    <>
      <Card>
        <Text>{say("fields_intro")}</Text>
        <FieldList />
      </Card>
      <NewField />
    </>
  );
}

function FieldList(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const change = useChangeSettings();
  const { customFields = [] } = useSettings();
  if (customFields.length === 0) return <Text>{say("fields_none")}</Text>;
  return (
    <ul className={styles.list}>
      {customFields.map((field) => {
        const column = customColumnOf(field);
        const others = customFields.filter((each) => each !== field);
        return (
          <li key={`${field.table} ${field.name}`} className={styles.item}>
            <Text>
              {titlesOfSource(field.table)[language]} · {column} = {field.expression} (
              {say(`fields_type_${field.type}`)})
            </Text>
            <Button
              size="small"
              appearance="subtle"
              icon={<Delete20Regular />}
              aria-label={say("fields_remove", { name: column })}
              onClick={() => void change({ customFields: others }, say("fields_removed", { name: column }))}
            />
          </li>
        );
      })}
    </ul>
  );
}

function NewField(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const change = useChangeSettings();
  const { customFields = [] } = useSettings();
  const [field, setField] = useState<CustomField>(emptyField);
  const [tried, setTried] = useState<string | null>(null);
  const parsed = customFieldSchema.safeParse(field);
  const isTaken = customFields.some(({ name, table }) => name === field.name && table === field.table);
  const take = (next: CustomField): void => {
    setField(next);
    setTried(null);
  };
  const add = async (): Promise<void> => {
    const done = say("fields_added", { name: customColumnOf(field) });
    if (await change({ customFields: [...customFields, field] }, done)) take(emptyField);
  };
  return (
    <Card>
      <div className={styles.form}>
        <FieldForm field={field} onChange={take} />
        {isTaken && <Text>{say("fields_taken")}</Text>}
        {tried !== null && <Text role="status">{tried}</Text>}
        <div className={styles.buttons}>
          <TryButton field={field} isReady={parsed.success} onTried={setTried} />
          <Button
            appearance="primary"
            disabled={!parsed.success || isTaken || tried === null}
            onClick={() => void add()}
          >
            {say("fields_add")}
          </Button>
        </div>
      </div>
    </Card>
  );
}

interface TryButtonProps {
  readonly field: CustomField;
  readonly isReady: boolean;
  readonly onTried: (words: string) => void;
}

/** Only what was tried can be added: a bad formula would stop every run. */
function TryButton({ field, isReady, onTried }: TryButtonProps): ReactNode {
  const say = useSay();
  const act = useAction();
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  const tryIt = (): void =>
    void act(
      "fields.try",
      { field, company: null, isAgreed: true },
      {
        onDone: ({ company, record, value }) => {
          const isNothing = record === null || value === null || value === "";
          onTried(
            isNothing
              ? say("fields_triedNothing")
              : say("fields_tried", { company, record, value: String(value) }),
          );
          return null;
        },
      },
    );
  return (
    <>
      <Button
        disabled={!isReady}
        onClick={() =>
          setConfirmation({
            title: say("fields_tryTitle"),
            text: say("fields_tryText"),
            confirm: say("fields_try"),
            onConfirm: tryIt,
          })
        }
      >
        {say("fields_try")}
      </Button>
      <ConfirmDialog confirmation={confirmation} onClose={() => setConfirmation(null)} />
    </>
  );
}

interface FieldFormProps {
  readonly field: CustomField;
  readonly onChange: (field: CustomField) => void;
}

function FieldForm({ field, onChange }: FieldFormProps): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      <Field label={say("fields_name")} hint={say("fields_nameHint")}>
        <Input
          value={field.name}
          spellCheck={false}
          onChange={(_event, { value }) => onChange({ ...field, name: value })}
        />
      </Field>
      <ChoiceField
        label={say("fields_table")}
        value={field.table}
        options={entityTables.map((table) => [table, titlesOfSource(table)[language]])}
        onChange={(table) => onChange({ ...field, table })}
      />
      <Field label={say("fields_expression")} hint={say("fields_expressionHint")}>
        <Input
          value={field.expression}
          spellCheck={false}
          onChange={(_event, { value }) => onChange({ ...field, expression: value })}
        />
      </Field>
      <ChoiceField
        label={say("fields_type")}
        value={field.type}
        options={customFieldTypes.map((type) => [type, say(`fields_type_${type}`)])}
        onChange={(type) => onChange({ ...field, type })}
      />
    </>
  );
}
