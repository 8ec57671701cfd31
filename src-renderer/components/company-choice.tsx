import { Checkbox, Field, makeStyles, Radio, RadioGroup, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSay } from "../state/app-context.tsx";

const useStyles = makeStyles({
  choice: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  list: {
    display: "flex",
    flexDirection: "column",
    maxHeight: "260px",
    overflowY: "auto",
    paddingLeft: tokens.spacingHorizontalL,
  },
});

interface CompanyChoiceProps {
  /** Keys; empty means every company. */
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly companies: readonly {
    readonly key: string;
    readonly name: string;
    readonly companyNumber: string;
  }[];
}

/** All companies that are or will be open, or chosen ones; for the settings and for the wizard. */
export function CompanyChoice({ value, onChange, companies }: CompanyChoiceProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [isChoosing, setIsChoosing] = useState(value.length > 0);
  const toggle = (key: string, isOn: boolean): void => {
    onChange(isOn ? [...value, key] : value.filter((each) => each !== key));
  };
  return (
    <div className={styles.choice}>
      <Field label={say("data_companies")}>
        <RadioGroup
          value={isChoosing ? "chosen" : "all"}
          onChange={(_event, { value: chosen }) => {
            setIsChoosing(chosen === "chosen");
            onChange(chosen === "chosen" ? companies.map(({ key }) => key) : []);
          }}
        >
          <Radio value="all" label={say("data_allCompanies")} />
          <Radio value="chosen" label={say("data_chosenCompanies")} />
        </RadioGroup>
      </Field>
      {isChoosing && (
        <div className={styles.list} role="group" aria-label={say("data_chosenCompanies")}>
          {companies.length === 0 && <Text>{say("data_noneKnown")}</Text>}
          {companies.map(({ key, name, companyNumber }) => (
            <Checkbox
              key={key}
              label={`${name} (${companyNumber})`}
              checked={value.includes(key)}
              onChange={(_event, { checked }) => toggle(key, checked === true)}
            />
          ))}
        </div>
      )}
    </div>
  );
}
