import { Dropdown, Field, makeStyles, Option, Switch, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { everyMinutesChoices, themes } from "../../../src-main/contract/app-settings.ts";
import { languages } from "../../../src-main/contract/texts.ts";
import { Card } from "../../components/card.tsx";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { sayInterval } from "../wizard/wizard-model.ts";
import { useChangeSettings } from "./use-change-settings.ts";

const useStyles = makeStyles({
  field: { maxWidth: "320px" },
  option: { display: "flex", flexDirection: "column" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ScheduleSection(): ReactNode {
  const say = useSay();
  const change = useChangeSettings();
  const { isStartedWithWindows, isUpdatedByItself, language, theme } = useSettings();
  return (
    <Card>
      <EveryField />
      <SwitchWithHint
        label={say("schedule_autostart")}
        hint={say("schedule_autostartHint")}
        value={isStartedWithWindows}
        onChange={(isOn) => void change({ isStartedWithWindows: isOn })}
      />
      <SwitchWithHint
        label={say("schedule_updates")}
        hint={say("schedule_updatesHint")}
        value={isUpdatedByItself}
        onChange={(isOn) => void change({ isUpdatedByItself: isOn })}
      />
      <Choice
        label={say("schedule_language")}
        value={language}
        options={languages.map((one) => [one, say(`schedule_language_${one}`)])}
        onChange={(chosen) => {
          const found = languages.find((one) => one === chosen);
          if (found !== undefined) void change({ language: found });
        }}
      />
      <Choice
        label={say("schedule_theme")}
        value={theme}
        options={themes.map((one) => [one, say(`schedule_theme_${one}`)])}
        onChange={(chosen) => {
          const found = themes.find((one) => one === chosen);
          if (found !== undefined) void change({ theme: found });
        }}
      />
    </Card>
  );
}

function EveryField(): ReactNode {
  const say = useSay();
  const change = useChangeSettings();
  const { everyMinutes, language } = useSettings();
  const offered: readonly number[] = everyMinutesChoices;
  const choices = offered.includes(everyMinutes) ? offered : [...offered, everyMinutes];
  return (
    <Choice
      label={say("schedule_every")}
      value={String(everyMinutes)}
      options={choices.map((minutes) => [String(minutes), sayInterval(minutes, language)])}
      onChange={(chosen) => void change({ everyMinutes: Number(chosen) })}
    />
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps): ReactNode {
  const styles = useStyles();
  return (
    <Field label={label} className={styles.field}>
      <Dropdown
        value={options.find(([each]) => each === value)?.[1] ?? value}
        selectedOptions={[value]}
        onOptionSelect={(_event, { optionValue }) => optionValue !== undefined && onChange(optionValue)}
      >
        {options.map(([each, words]) => (
          <Option key={each} value={each}>
            {words}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

function SwitchWithHint({ label, hint, value, onChange }: SwitchProps): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.option}>
      <Switch label={label} checked={value} onChange={(_event, { checked }) => onChange(checked)} />
      <Text size={200} className={styles.quiet}>
        {hint}
      </Text>
    </div>
  );
}
