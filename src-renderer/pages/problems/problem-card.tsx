import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { Warning20Filled } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { describeForWindow } from "../../../src-main/contract/texts/describe-for-window.ts";
import { formatFreshness, formatFullMoment } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useNow } from "../../state/use-now.ts";
import { namesOf, stepsFor } from "./problems-model.ts";
import type { ProblemGroup } from "./problems-model.ts";
import { useProblemSteps } from "./use-problem-steps.ts";

const useStyles = makeStyles({
  card: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  icon: { color: tokens.colorStatusWarningForeground3 },
  words: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    overflowWrap: "anywhere",
  },
  head: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM, alignItems: "baseline" },
  quiet: { color: tokens.colorNeutralForeground2 },
  label: { fontWeight: tokens.fontWeightSemibold },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
  },
});

/** One cause, whom it concerns, what it means and what helps. */
export function ProblemCard({ group }: { readonly group: ProblemGroup }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const run = useProblemSteps(group);
  const { title, happened, meaning, action } = describeForWindow(group.problems[0].error, language);
  const { shown, more } = namesOf(group);
  return (
    // No landmark: two causes can have the same title.
    <div role="group" className={styles.card} aria-label={title}>
      <Warning20Filled aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <div className={styles.head}>
          <Text weight="semibold">{title}</Text>
          {group.since !== null && (
            <Text size={200} className={styles.quiet} title={formatFullMoment(group.since, language)}>
              {say("problems_since", { time: formatFreshness(group.since, now, language) })}
            </Text>
          )}
        </div>
        {shown !== "" && (
          <Text className={styles.label}>
            {more === 0 ? shown : say("problems_affects", { companies: shown, count: more })}
          </Text>
        )}
        <Text>{happened}</Text>
        <Text>
          <span className={styles.label}>{say("errorMeaning")}</span> {meaning}
        </Text>
        <Text>
          <span className={styles.label}>{say("errorAction")}</span> {action}
        </Text>
        <div className={styles.buttons}>
          {stepsFor(group).map((step, index) => (
            <Button
              key={step}
              size="small"
              appearance={index === 0 ? "primary" : "secondary"}
              onClick={() => run(step)}
            >
              {say(`problems_${step}`)}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
