import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { ChoiceField } from "../../components/choice-field.tsx";
import { formatCount } from "../../format.ts";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

const useStyles = makeStyles({
  choices: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalL },
  days: { minWidth: "250px" },
});

const offeredDays = [30, 90, 365, 730, 1_095, 2_920] as const;

/** How long records of what happened are kept; the books themselves are never thinned out. */
export function RetentionCard(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const change = useChangeSettings();
  const { retention } = useSettings();
  return (
    <Card title={say("retention_title")}>
      <div className={styles.choices}>
        <Days
          label={say("retention_runs")}
          value={retention.runsDays}
          onChange={(runsDays) => void change({ retention: { ...retention, runsDays } })}
        />
        <Days
          label={say("retention_changes")}
          value={retention.changesDays}
          onChange={(changesDays) => void change({ retention: { ...retention, changesDays } })}
        />
      </div>
    </Card>
  );
}

interface DaysProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function Days({ label, value, onChange }: DaysProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const sayDays = (days: number | null): string =>
    days === null ? say("retention_forever") : say("retention_days", { count: formatCount(days) });
  const offered: readonly (number | null)[] = [...offeredDays, null];
  const choices = offered.includes(value) ? offered : [value, ...offered];
  return (
    <ChoiceField
      label={label}
      className={styles.days}
      value={value}
      options={choices.map((days) => [days, sayDays(days)])}
      onChange={onChange}
    />
  );
}
