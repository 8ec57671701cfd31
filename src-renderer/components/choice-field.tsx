import { Dropdown, Field, makeStyles, Option } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  // Fluent's own least width is wider than a narrow window has room for.
  dropdown: { minWidth: 0, width: "100%" },
});

interface ChoiceFieldProps<Value> {
  readonly label: string;
  readonly value: Value;
  /** What may be chosen, each with its words; the value is one of them. */
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onChange: (value: Value) => void;
  readonly className?: string;
}

/** One of a few values, null among them, under a label. */
export function ChoiceField<Value extends string | number | null>({
  label,
  value,
  options,
  onChange,
  className,
}: ChoiceFieldProps<Value>): ReactNode {
  const styles = useStyles();
  return (
    <Field label={label} {...(className === undefined ? {} : { className })}>
      <Dropdown
        className={styles.dropdown}
        value={options.find(([each]) => each === value)?.[1] ?? ""}
        selectedOptions={[String(value)]}
        onOptionSelect={(_event, { optionValue }) => {
          const chosen = options.find(([each]) => String(each) === optionValue);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([each, words]) => (
          <Option key={String(each)} value={String(each)}>
            {words}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
