import { Button, Checkbox, Field, Input, makeStyles, Radio, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import { parts } from "../../../src-main/contract/choice.ts";
import type { Choice, Part } from "../../../src-main/contract/choice.ts";
import { Card } from "../../components/card.tsx";
import { CompanyChoice } from "../../components/company-choice.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { useAgent, useSay, useSettings } from "../../state/app-context.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column" },
  day: { maxWidth: "220px" },
});

const copyAll: Choice = { from: null, without: [] };

/** Which companies, which years and which parts are copied. */
export function DataSection(): ReactNode {
  const { companies, choice } = useSettings();
  return (
    <>
      <CompaniesCard key={companies.join(" ")} />
      <ChoiceCard key={JSON.stringify(choice ?? copyAll)} />
    </>
  );
}

function CompaniesCard(): ReactNode {
  const say = useSay();
  const change = useChangeSettings();
  const settings = useSettings();
  const { companies } = useAgent();
  const [chosen, setChosen] = useState<readonly string[]>(settings.companies);
  const isSame = JSON.stringify(chosen) === JSON.stringify(settings.companies);
  return (
    <Card>
      <CompanyChoice value={chosen} onChange={setChosen} companies={companies} />
      <div>
        <Button
          appearance="primary"
          disabled={isSame}
          onClick={() => void change({ companies: [...chosen] })}
        >
          {say("data_apply")}
        </Button>
      </div>
    </Card>
  );
}

function ChoiceCard(): ReactNode {
  const say = useSay();
  const change = useChangeSettings();
  const { choice: stored } = useSettings();
  const used: Choice = stored ?? copyAll;
  const [choice, setChoice] = useState<Choice>(used);
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  const apply = (): void =>
    void change({ choice: { from: choice.from, without: [...choice.without] } }, say("data_applied"));
  return (
    <Card>
      <YearsField choice={choice} onChange={setChoice} />
      <PartsField choice={choice} onChange={setChoice} />
      <div>
        <Button
          appearance="primary"
          disabled={JSON.stringify(choice) === JSON.stringify(used) || choice.from === ""}
          onClick={() =>
            setConfirmation({
              title: say("data_applyTitle"),
              text: say("data_applyText"),
              confirm: say("data_apply"),
              onConfirm: apply,
            })
          }
        >
          {say("data_apply")}
        </Button>
      </div>
      <ConfirmDialog confirmation={confirmation} onClose={() => setConfirmation(null)} />
    </Card>
  );
}

interface ChoiceFieldProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

function YearsField({ choice, onChange }: ChoiceFieldProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <>
      <Field label={say("data_years")}>
        <RadioGroup
          value={choice.from === null ? "all" : "from"}
          onChange={(_event, { value }) => onChange({ ...choice, from: value === "all" ? null : "" })}
        >
          <Radio value="all" label={say("data_allYears")} />
          <Radio value="from" label={say("data_fromYear")} />
        </RadioGroup>
      </Field>
      {choice.from !== null && (
        <Field label={say("data_from")} className={styles.day}>
          <Input
            type="date"
            value={choice.from}
            onChange={(_event, { value }) => onChange({ ...choice, from: value })}
          />
        </Field>
      )}
    </>
  );
}

function PartsField({ choice, onChange }: ChoiceFieldProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const toggle = (part: Part, isOut: boolean): void =>
    onChange({
      ...choice,
      without: parts.filter((each) => (each === part ? isOut : choice.without.includes(each))),
    });
  return (
    <Field label={say("data_parts")}>
      <div className={styles.parts} role="group" aria-label={say("data_parts")}>
        {parts.map((part) => (
          <Checkbox
            key={part}
            label={say(`data_part_${part}`)}
            checked={choice.without.includes(part)}
            onChange={(_event, { checked }) => toggle(part, checked === true)}
          />
        ))}
      </div>
    </Field>
  );
}
