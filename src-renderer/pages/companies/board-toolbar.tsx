import { Dropdown, makeStyles, Option, SearchBox, Switch, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { companyStandings } from "../../../src-main/contract/agent-state.ts";
import { VisuallyHidden } from "../../components/visually-hidden.tsx";
import { useAgent, useSay } from "../../state/app-context.tsx";
import { arrangeBoard, countStandings } from "./companies-model.ts";
import type { BoardView } from "./companies-model.ts";

const useStyles = makeStyles({
  toolbar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBottom: tokens.spacingVerticalM,
  },
  search: { flex: "1 1 220px", maxWidth: "360px" },
  filter: { minWidth: "150px", flex: "0 1 220px" },
});

interface BoardToolbarProps {
  readonly view: BoardView;
  readonly onChange: (view: BoardView) => void;
}

export function BoardToolbar({ view, onChange }: BoardToolbarProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { companies } = useAgent();
  const shown = arrangeBoard(companies, view).reduce((sum, group) => sum + group.companies.length, 0);
  return (
    <div className={styles.toolbar} role="search">
      <SearchBox
        className={styles.search}
        placeholder={say("companies_findCompany")}
        aria-label={say("companies_findCompany")}
        value={view.search}
        onChange={(_event, data) => onChange({ ...view, search: data.value })}
      />
      <StandingFilter view={view} onChange={onChange} />
      <Switch
        checked={view.isGrouped}
        label={say("companies_group")}
        onChange={(_event, data) => onChange({ ...view, isGrouped: data.checked })}
      />
      <VisuallyHidden role="status">
        {view.search === "" ? "" : say("companies_shown", { count: shown })}
      </VisuallyHidden>
    </div>
  );
}

const everyStanding = "all";

function StandingFilter({ view, onChange }: BoardToolbarProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { companies } = useAgent();
  const counts = countStandings(companies);
  const all = say("companies_filterAll", { count: companies.filter(({ isChosen }) => isChosen).length });
  const labelOf = (standing: BoardView["standing"]): string => {
    if (standing === null) return all;
    const count = counts.find((one) => one.standing === standing)?.count ?? 0;
    return say("companies_filterOne", { standing: say(`standing_${standing}`), count });
  };
  return (
    <Dropdown
      className={styles.filter}
      aria-label={say("companies_filterStanding")}
      value={labelOf(view.standing)}
      selectedOptions={[view.standing ?? everyStanding]}
      onOptionSelect={(_event, data) =>
        onChange({ ...view, standing: companyStandings.find((one) => one === data.optionValue) ?? null })
      }
    >
      <Option value={everyStanding}>{all}</Option>
      {counts.map(({ standing }) => (
        <Option key={standing} value={standing}>
          {labelOf(standing)}
        </Option>
      ))}
    </Dropdown>
  );
}
