import {
  Dropdown,
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
  OptionGroup,
  SearchBox,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ArrowExportLtr20Regular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { ViewDescription } from "../../../src-main/contract/pages.ts";
import { ruleOfSource } from "../../../src-main/contract/texts/rules.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { formatCount } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { channelQueryOf, groupViews, queryOf } from "./browser-model.ts";
import type { BrowserQuery } from "./browser-model.ts";

const useStyles = makeStyles({
  toolbar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBottom: tokens.spacingVerticalS,
  },
  view: { minWidth: "160px", flex: "0 1 260px" },
  search: { flex: "1 1 200px", maxWidth: "340px" },
  total: { color: tokens.colorNeutralForeground2, marginLeft: "auto" },
  rule: { display: "block", color: tokens.colorNeutralForeground2, marginBottom: tokens.spacingVerticalS },
});

interface BrowserToolbarProps {
  readonly company: string;
  readonly views: readonly ViewDescription[];
  readonly view: ViewDescription;
  readonly query: BrowserQuery;
  readonly total: string;
  readonly onChange: (query: BrowserQuery) => void;
}

export function BrowserToolbar({
  company,
  views,
  view,
  query,
  total,
  onChange,
}: BrowserToolbarProps): ReactNode {
  const styles = useStyles();
  const rule = ruleOfSource(view.name, view.comment, useLanguage());
  return (
    <>
      <div className={styles.toolbar}>
        <ViewChoice views={views} view={view} onChoose={(name) => onChange(queryOf(name))} />
        <DelayedSearch
          key={view.name}
          value={query.search}
          onChange={(search) => onChange({ ...query, search })}
        />
        <Text size={200} className={styles.total} role="status">
          {total}
        </Text>
        <ExportMenu company={company} view={view} query={query} />
      </div>
      <Text size={200} className={styles.rule} truncate wrap={false} title={rule.text} lang={rule.language}>
        {rule.text}
      </Text>
    </>
  );
}

interface ViewChoiceProps {
  readonly views: readonly ViewDescription[];
  readonly view: ViewDescription;
  readonly onChoose: (view: string) => void;
}

function ViewChoice({ views, view, onChoose }: ViewChoiceProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  return (
    <Dropdown
      className={styles.view}
      aria-label={say("data_view")}
      value={titlesOfSource(view.name)[language]}
      selectedOptions={[view.name]}
      onOptionSelect={(_event, data) => data.optionValue !== undefined && onChoose(data.optionValue)}
    >
      {groupViews(views, language).map((group) => (
        <OptionGroup
          key={group.kind}
          label={say(group.kind === "view" ? "data_groupViews" : "data_groupTables")}
        >
          {group.views.map(({ name, title }) => (
            <Option key={name} value={name}>
              {title}
            </Option>
          ))}
        </OptionGroup>
      ))}
    </Dropdown>
  );
}

const searchDelayMs = 300;

interface DelayedSearchProps {
  readonly value: string;
  readonly onChange: (search: string) => void;
}

/** Asks the database once the person has stopped typing. */
function DelayedSearch({ value, onChange }: DelayedSearchProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [text, setText] = useState(value);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => tell.current(text), searchDelayMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <SearchBox
      className={styles.search}
      placeholder={say("search")}
      aria-label={say("data_search")}
      title={say("data_search")}
      value={text}
      onChange={(_event, data) => setText(data.value)}
    />
  );
}

interface ExportMenuProps {
  readonly company: string;
  readonly view: ViewDescription;
  readonly query: BrowserQuery;
}

/** Writes what is shown: the same search, filters and order, all rows. */
function ExportMenu({ company, view, query }: ExportMenuProps): ReactNode {
  const say = useSay();
  const act = useAction();
  const [isBusy, setIsBusy] = useState(false);
  const write = async (format: "csv" | "xlsx"): Promise<void> => {
    setIsBusy(true);
    await act(
      "views.export",
      { ...channelQueryOf(company, query, view.columns), format },
      {
        company,
        onDone: (done) => done && say("data_exported", { rows: formatCount(done.rows), file: done.file }),
      },
    );
    setIsBusy(false);
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton icon={<ArrowExportLtr20Regular />} disabled={isBusy}>
          {say(isBusy ? "data_exporting" : "data_export")}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void write("xlsx")}>{say("data_exportExcel")}</MenuItem>
          <MenuItem onClick={() => void write("csv")}>{say("data_exportCsv")}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
