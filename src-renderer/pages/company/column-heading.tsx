import {
  Button,
  Field,
  Input,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Radio,
  RadioGroup,
  tokens,
} from "@fluentui/react-components";
import { ArrowDown16Regular, ArrowUp16Regular, Filter16Filled, Filter16Regular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import type { ViewColumn } from "../../../src-main/contract/pages.ts";
import { useSay } from "../../state/app-context.tsx";
import { emptyFilter, filterKindOf, isRightAligned, nextColumnSort } from "./browser-model.ts";
import type { BrowserQuery, ColumnFilter } from "./browser-model.ts";

const useStyles = makeStyles({
  heading: { display: "flex", alignItems: "center", gap: "2px", minWidth: 0 },
  end: { flexDirection: "row-reverse" },
  sort: {
    minWidth: 0,
    padding: "2px 0",
    justifyContent: "flex-start",
    overflow: "hidden",
    fontWeight: tokens.fontWeightSemibold,
    "& > span": { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  },
  filter: { minWidth: "24px", padding: "2px" },
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, width: "220px" },
  buttons: { display: "flex", gap: tokens.spacingHorizontalS },
});

interface ColumnHeadingProps {
  readonly column: ViewColumn;
  readonly title: string;
  readonly query: BrowserQuery;
  readonly onChange: (query: BrowserQuery) => void;
}

/** Click to sort; the funnel narrows by this column. */
export function ColumnHeading({ column, title, query, onChange }: ColumnHeadingProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const sort = query.sort?.column === column.name ? query.sort : null;
  const SortIcon = sort?.isDescending === true ? ArrowDown16Regular : ArrowUp16Regular;
  return (
    <span className={mergeClasses(styles.heading, isRightAligned(column.kind) && styles.end)}>
      <Button
        appearance="transparent"
        size="small"
        className={styles.sort}
        title={column.name}
        aria-label={say("data_sortBy", { column: title })}
        onClick={() => onChange({ ...query, sort: nextColumnSort(query.sort, column.name) })}
      >
        <span>{title}</span>
      </Button>
      {sort !== null && <SortIcon aria-hidden />}
      <ColumnFilterButton column={column} title={title} query={query} onChange={onChange} />
    </span>
  );
}

function ColumnFilterButton({ column, title, query, onChange }: ColumnHeadingProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [isOpen, setIsOpen] = useState(false);
  const filter = query.filters[column.name] ?? emptyFilter;
  const isSet = `${filter.contains}${filter.from}${filter.to}` !== "";
  const apply = (next: ColumnFilter): void => {
    onChange({ ...query, filters: { ...query.filters, [column.name]: next } });
    setIsOpen(false);
  };
  return (
    <Popover trapFocus open={isOpen} onOpenChange={(_event, data) => setIsOpen(data.open)}>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          size="small"
          className={styles.filter}
          icon={isSet ? <Filter16Filled /> : <Filter16Regular />}
          aria-label={say("data_filterOf", { column: title })}
        />
      </PopoverTrigger>
      <PopoverSurface aria-label={say("data_filterOf", { column: title })}>
        <FilterForm column={column} filter={filter} onApply={apply} />
      </PopoverSurface>
    </Popover>
  );
}

interface FilterFormProps {
  readonly column: ViewColumn;
  readonly filter: ColumnFilter;
  readonly onApply: (filter: ColumnFilter) => void;
}

function FilterForm({ column, filter, onApply }: FilterFormProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [draft, setDraft] = useState(filter);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(draft);
      }}
    >
      <FilterFields column={column} draft={draft} onChange={setDraft} />
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" size="small">
          {say("data_filterApply")}
        </Button>
        <Button size="small" onClick={() => onApply(emptyFilter)}>
          {say("data_filterClear")}
        </Button>
      </div>
    </form>
  );
}

interface FilterFieldsProps {
  readonly column: ViewColumn;
  readonly draft: ColumnFilter;
  readonly onChange: (draft: ColumnFilter) => void;
}

function FilterFields({ column, draft, onChange }: FilterFieldsProps): ReactNode {
  const say = useSay();
  const kind = filterKindOf(column.kind);
  const set = (changes: Partial<ColumnFilter>): void => onChange({ ...draft, ...changes });
  switch (kind) {
    case "text":
      return (
        <Field label={say("data_filterContains")}>
          <Input value={draft.contains} onChange={(_event, data) => set({ contains: data.value })} />
        </Field>
      );
    case "yesNo":
      return (
        <RadioGroup value={draft.contains} onChange={(_event, data) => set({ contains: data.value })}>
          <Radio value="" label={say("data_filterAny")} />
          <Radio value="true" label={say("yes")} />
          <Radio value="false" label={say("no")} />
        </RadioGroup>
      );
    case "days":
    case "figures":
      return (
        <>
          {(["from", "to"] as const).map((end) => (
            <Field key={end} label={say(end === "from" ? "data_filterFrom" : "data_filterTo")}>
              <Input
                type={kind === "days" ? "date" : "text"}
                inputMode={kind === "days" ? "none" : "decimal"}
                value={draft[end]}
                onChange={(_event, data) => set({ [end]: data.value })}
              />
            </Field>
          ))}
        </>
      );
  }
}
