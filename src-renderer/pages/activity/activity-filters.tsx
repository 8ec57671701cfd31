import { Field, Input, makeStyles, SearchBox, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { runStatuses } from "../../../src-main/contract/run.ts";
import { entityTables } from "../../../src-main/contract/tables.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
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
});

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
      <ChoiceField
        label={say("activity_company")}
        className={styles.choice}
        value={filter.company}
        options={[
          [null, say("activity_allCompanies")],
          ...companies.map(({ key, name }) => [key, name] as const),
        ]}
        onChange={(company) => onChange({ ...filter, company })}
      />
      {tab === "runs" ? (
        <ChoiceField
          label={say("activity_status")}
          className={styles.choice}
          value={filter.status}
          options={[
            [null, say("activity_allStatuses")],
            ...runStatuses.map((status) => [status, say(`activity_status_${status}`)] as const),
          ]}
          onChange={(status) => onChange({ ...filter, status })}
        />
      ) : (
        <ChoiceField
          label={say("activity_table")}
          className={styles.choice}
          value={filter.table}
          options={[
            [null, say("activity_allTables")],
            ...entityTables.map((table) => [table, titlesOfSource(table)[language]] as const),
          ]}
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
