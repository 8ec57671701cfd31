import { Dropdown, Field, Input, makeStyles, Option, SearchBox, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { runStatuses } from "../../../src-main/contract/run.ts";
import { entityTables } from "../../../src-main/contract/tables.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { useAgent, useLanguage, useSay } from "../../state/app-context.tsx";
import type { ActivityFilter } from "./activity-model.ts";

const useStyles = makeStyles({
  filters: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  // Fluent's own least width would push the days into a second row.
  search: { flex: "1 1 180px", minWidth: "160px", maxWidth: "360px" },
  searchBox: { width: "100%", maxWidth: "none", minWidth: 0 },
  choice: { minWidth: "130px", flex: "1 1 150px", maxWidth: "220px" },
  // One beside the other in every window: a "to" that stands alone says nothing.
  days: { display: "flex", gap: tokens.spacingHorizontalM, flex: "0 1 316px" },
  day: { flex: "1 1 0", minWidth: 0 },
  dayInput: { minWidth: 0, width: "100%", "& input": { minWidth: 0, width: "100%" } },
  // Fluent's own least width is wider than a narrow window has room for.
  dropdown: { minWidth: 0, width: "100%" },
});

const everything = "*";

interface FilterProps {
  readonly filter: ActivityFilter;
  readonly tab: "runs" | "changes";
  readonly onChange: (filter: ActivityFilter) => void;
}

export function ActivityFilters({ filter, tab, onChange }: FilterProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const { companies } = useAgent();
  const search = tab === "runs" ? say("activity_searchRuns") : say("activity_searchChanges");
  return (
    <div className={styles.filters} role="search">
      <Field label={search} className={styles.search}>
        <SearchBox
          className={styles.searchBox}
          value={filter.search}
          onChange={(_event, data) => onChange({ ...filter, search: data.value })}
        />
      </Field>
      <Choice
        label={say("activity_company")}
        all={say("activity_allCompanies")}
        value={filter.company}
        options={companies.map(({ key, name }) => [key, name])}
        onChange={(company) => onChange({ ...filter, company })}
      />
      {tab === "runs" ? (
        <Choice
          label={say("activity_status")}
          all={say("activity_allStatuses")}
          value={filter.status}
          options={runStatuses.map((status) => [status, say(`activity_status_${status}`)])}
          onChange={(value) =>
            onChange({ ...filter, status: runStatuses.find((one) => one === value) ?? null })
          }
        />
      ) : (
        <Choice
          label={say("activity_table")}
          all={say("activity_allTables")}
          value={filter.table}
          options={entityTables.map((table) => [table, titlesOfSource(table)[language]])}
          onChange={(table) => onChange({ ...filter, table })}
        />
      )}
      <div className={styles.days}>
        <Day
          label={say("activity_from")}
          value={filter.from}
          onChange={(from) => onChange({ ...filter, from })}
        />
        <Day label={say("activity_to")} value={filter.to} onChange={(to) => onChange({ ...filter, to })} />
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string | null;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string | null) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps): ReactNode {
  const styles = useStyles();
  const shown = options.find(([each]) => each === value)?.[1] ?? all;
  return (
    <Field label={label} className={styles.choice}>
      <Dropdown
        className={styles.dropdown}
        value={shown}
        selectedOptions={[value ?? everything]}
        onOptionSelect={(_event, { optionValue }) =>
          onChange(optionValue === undefined || optionValue === everything ? null : optionValue)
        }
      >
        <Option value={everything}>{all}</Option>
        {options.map(([each, words]) => (
          <Option key={each} value={each}>
            {words}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Day({ label, value, onChange }: DayProps): ReactNode {
  const styles = useStyles();
  return (
    <Field label={label} className={styles.day}>
      <Input
        className={styles.dayInput}
        type="date"
        value={value}
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
