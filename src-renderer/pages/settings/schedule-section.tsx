import { makeStyles, Switch, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { themes } from "../../../src-main/contract/app-settings.ts";
import { languages } from "../../../src-main/contract/texts.ts";
import { Card } from "../../components/card.tsx";
import { ChoiceField } from "../../components/choice-field.tsx";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { intervalChoices, sayInterval } from "../wizard/wizard-model.ts";
import { useChangeSettings } from "./use-change-settings.ts";

const useStyles = makeStyles({
  field: { maxWidth: "320px" },
  option: { display: "flex", flexDirection: "column" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ScheduleSection(): ReactNode {
  const styles = useStyles();
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
      <ChoiceField
        label={say("schedule_language")}
        className={styles.field}
        value={language}
        options={languages.map((one) => [one, say(`schedule_language_${one}`)])}
        onChange={(chosen) => void change({ language: chosen })}
      />
      <ChoiceField
        label={say("schedule_theme")}
        className={styles.field}
        value={theme}
        options={themes.map((one) => [one, say(`schedule_theme_${one}`)])}
        onChange={(chosen) => void change({ theme: chosen })}
      />
    </Card>
  );
}

function EveryField(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const change = useChangeSettings();
  const { everyMinutes, language } = useSettings();
  return (
    <ChoiceField
      label={say("schedule_every")}
      className={styles.field}
      value={everyMinutes}
      options={intervalChoices(everyMinutes).map((minutes) => [minutes, sayInterval(minutes, language)])}
      onChange={(minutes) => void change({ everyMinutes: minutes })}
    />
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
