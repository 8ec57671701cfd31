import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { FormEvent, ReactNode } from "react";
import { useSay } from "../../state/app-context.tsx";
import { stepBefore } from "./wizard-model.ts";
import type { ShownStep } from "./wizard-model.ts";
import type { StepProps } from "./wizard-page.tsx";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", flex: "1 1 auto", gap: tokens.spacingVerticalL },
  content: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    flex: "1 0 auto",
    paddingTop: tokens.spacingVerticalM,
  },
  buttons: {
    position: "sticky",
    bottom: 0,
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} 0`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  later: { marginLeft: "auto" },
});

interface StepFormProps extends StepProps {
  readonly step: ShownStep;
  readonly canGoOn: boolean;
  readonly nextText?: string;
  readonly onNext: () => void;
  readonly children: ReactNode;
}

/** Enter goes on wherever the focus is; Back and "later" lose nothing. */
export function StepForm({
  step,
  canGoOn,
  nextText,
  onNext,
  save,
  leave,
  children,
}: StepFormProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const before = stepBefore(step);
  const goOn = (event: FormEvent): void => {
    event.preventDefault();
    if (canGoOn) onNext();
  };
  return (
    <form className={styles.form} onSubmit={goOn} noValidate>
      <div className={styles.content}>{children}</div>
      <div className={styles.buttons}>
        {before !== null && <Button onClick={() => void save({ wizardStep: before })}>{say("back")}</Button>}
        <Button type="submit" appearance="primary" disabled={!canGoOn}>
          {nextText ?? say("next")}
        </Button>
        <Button className={styles.later} appearance="subtle" onClick={leave}>
          {say("wizard_later")}
        </Button>
      </div>
    </form>
  );
}
