import { makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { CompanyProgress } from "../../src-main/contract/agent-state.ts";
import { useLanguage, useSay } from "../state/app-context.tsx";
import { describeProgress } from "./progress-model.ts";

const useStyles = makeStyles({
  line: { display: "flex", flexDirection: "column", gap: "3px", minWidth: "120px", maxWidth: "420px" },
  words: { color: tokens.colorNeutralForeground2 },
});

interface ProgressLineProps {
  readonly progress: CompanyProgress;
  readonly company: string;
  readonly isWide?: boolean;
}

/** A bar with what is read now and how long it takes; not spoken while it moves. */
export function ProgressLine({ progress, company, isWide = false }: ProgressLineProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const words = describeProgress(progress, useLanguage());
  return (
    <div className={styles.line}>
      <ProgressBar
        {...(progress.share === null ? {} : { value: progress.share })}
        thickness={isWide ? "large" : "medium"}
        aria-label={say("companies_progressLabel", { company })}
        aria-valuetext={words.join(", ")}
      />
      <Text size={200} className={styles.words}>
        {words.join(" · ")}
      </Text>
    </div>
  );
}
