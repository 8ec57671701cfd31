import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled, Circle20Regular, RadioButton20Filled } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { useSay } from "../../state/app-context.tsx";
import { shownSteps } from "./wizard-model.ts";
import type { ShownStep } from "./wizard-model.ts";

const useStyles = makeStyles({
  place: { flex: "0 1 180px", "@media (max-width: 760px)": { flex: "1 1 100%" } },
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    "@media (max-width: 760px)": { flexDirection: "row", flexWrap: "wrap" },
  },
  step: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    "& svg": { flexShrink: 0 },
  },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  done: { color: tokens.colorStatusSuccessForeground1 },
  here: { color: tokens.colorCompoundBrandForeground1 },
});

export function StepList({ current }: { readonly current: ShownStep }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const place = shownSteps.indexOf(current);
  return (
    <nav className={styles.place} aria-label={say("wizard_steps")}>
      <ol className={styles.list}>
        {shownSteps.map((step, index) => (
          <li
            key={step}
            className={mergeClasses(styles.step, index === place && styles.current)}
            aria-current={index === place ? "step" : undefined}
          >
            {index < place && <CheckmarkCircle20Filled aria-hidden className={styles.done} />}
            {index === place && <RadioButton20Filled aria-hidden className={styles.here} />}
            {index > place && <Circle20Regular aria-hidden />}
            {say(`wizard_step_${step}`)}
          </li>
        ))}
      </ol>
    </nav>
  );
}
