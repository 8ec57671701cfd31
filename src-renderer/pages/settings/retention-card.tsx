import { Dropdown, Field, makeStyles, Option, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { formatCount } from "../../format.ts";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

const useStyles = makeStyles({
  choices: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalL },
});

const offeredDays = [30, 90, 365, 730, 1_095, 2_920] as const;
const forever = "forever";

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
  const say = useSay();
  const sayDays = (days: number | null): string =>
    days === null ? say("retention_forever") : say("retention_days", { count: formatCount(days) });
  return (
    <Field label={label}>
      <Dropdown
        value={sayDays(value)}
        selectedOptions={[value === null ? forever : String(value)]}
        onOptionSelect={(_event, { optionValue }) =>
          onChange(optionValue === forever || optionValue === undefined ? null : Number(optionValue))
        }
      >
        {offeredDays.map((days) => (
          <Option key={days} value={String(days)}>
            {sayDays(days)}
          </Option>
        ))}
        <Option value={forever}>{sayDays(null)}</Option>
      </Dropdown>
    </Field>
  );
}
