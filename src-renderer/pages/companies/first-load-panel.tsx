import { makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { ProgressLine } from "../../components/progress-line.tsx";
import { useSay } from "../../state/app-context.tsx";
import type { FirstLoad } from "./companies-model.ts";

const useStyles = makeStyles({
  panel: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalM,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The one long wait: how far it is, and that it may be interrupted. */
export function FirstLoadPanel({ firstLoad }: { readonly firstLoad: FirstLoad }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { done, total, current, share } = firstLoad;
  const countText = say("companies_firstLoadDone", { done, total });
  return (
    <section className={styles.panel} aria-label={say("companies_firstLoadTitle")}>
      <div className={styles.head}>
        <Text weight="semibold" size={400}>
          {say("companies_firstLoadTitle")}
        </Text>
        <Text role="status">{countText}</Text>
      </div>
      <ProgressBar value={share} thickness="large" aria-label={say("companies_firstLoadTitle")} />
      {current?.progress && (
        <div>
          <Text weight="semibold">{current.name}</Text>
          <ProgressLine progress={current.progress} company={current.name} />
        </div>
      )}
      <Text size={200} className={styles.quiet}>
        {say("companies_firstLoadSafe")}
      </Text>
    </section>
  );
}
