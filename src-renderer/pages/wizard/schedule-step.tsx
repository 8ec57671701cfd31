import { Checkbox, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import { ChoiceField } from "../../components/choice-field.tsx";
import { useLanguage, useSay, useSettings } from "../../state/app-context.tsx";
import { StepForm } from "./step-form.tsx";
import { intervalChoices, sayInterval } from "./wizard-model.ts";
import type { StepProps } from "./wizard-page.tsx";

const useStyles = makeStyles({
  every: { maxWidth: "260px" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ScheduleStep({ save, leave }: StepProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const settings = useSettings();
  const [everyMinutes, setEveryMinutes] = useState(settings.everyMinutes);
  const [isStartedWithWindows, setIsStartedWithWindows] = useState(settings.isStartedWithWindows);
  const goOn = (): void => void save({ everyMinutes, isStartedWithWindows, wizardStep: "firstLoad" });
  return (
    <StepForm
      step="schedule"
      canGoOn
      nextText={say("wizard_loadStart")}
      onNext={goOn}
      save={save}
      leave={leave}
    >
      <Text>{say("wizard_scheduleTitle")}</Text>
      <ChoiceField
        label={say("schedule_every")}
        className={styles.every}
        value={everyMinutes}
        options={intervalChoices(everyMinutes).map((minutes) => [minutes, sayInterval(minutes, language)])}
        onChange={setEveryMinutes}
      />
      <Text size={200} className={styles.quiet}>
        {say("wizard_scheduleHint")}
      </Text>
      <Checkbox
        checked={isStartedWithWindows}
        label={say("wizard_withWindows")}
        onChange={(_event, data) => setIsStartedWithWindows(data.checked === true)}
      />
      <Text>{say("wizard_loadReady")}</Text>
    </StepForm>
  );
}
