import { Button, Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { BuildingMultiple20Regular, Search20Regular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { formatRoute } from "../../routes.ts";
import { useAgent, useSay, useSettings } from "../../state/app-context.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { BoardTable } from "./board-table.tsx";
import { BoardToolbar } from "./board-toolbar.tsx";
import { arrangeBoard, firstBoardView, summariseFirstLoad } from "./companies-model.ts";
import type { BoardView } from "./companies-model.ts";
import { FirstLoadPanel } from "./first-load-panel.tsx";

const useStyles = makeStyles({
  note: { marginTop: tokens.spacingVerticalM, color: tokens.colorNeutralForeground2 },
});

/** The board: which companies are current, which are not open, which need a person. */
export function CompaniesPage(): ReactNode {
  const say = useSay();
  const { companies } = useAgent();
  const [view, setView] = useState(firstBoardView);
  const chosen = companies.filter(({ isChosen }) => isChosen);
  const firstLoad = summariseFirstLoad(companies);
  return (
    <>
      <PageHeader title={say("pageCompanies")} />
      {chosen.length === 0 ? (
        <NoCompanies />
      ) : (
        <>
          {firstLoad !== null && <FirstLoadPanel firstLoad={firstLoad} />}
          <BoardToolbar view={view} onChange={setView} />
          <Board view={view} onChange={setView} />
        </>
      )}
      <LeftOut count={companies.length - chosen.length} />
    </>
  );
}

interface BoardProps {
  readonly view: BoardView;
  readonly onChange: (view: BoardView) => void;
}

function Board({ view, onChange }: BoardProps): ReactNode {
  const say = useSay();
  const groups = arrangeBoard(useAgent().companies, view);
  if (groups.length > 0) {
    return <BoardTable groups={groups} sort={view.sort} onSort={(sort) => onChange({ ...view, sort })} />;
  }
  return (
    <EmptyState
      icon={<Search20Regular />}
      title={say("companies_emptySearchTitle")}
      text={say("companies_emptySearchText", { search: view.search })}
    >
      <Button onClick={() => onChange({ ...view, search: "", standing: null })}>
        {say("companies_showAll")}
      </Button>
    </EmptyState>
  );
}

function NoCompanies(): ReactNode {
  const say = useSay();
  const isSetUp = useSettings().wizardStep === "done";
  return (
    <EmptyState
      icon={<BuildingMultiple20Regular />}
      title={say("companies_emptyTitle")}
      text={say(isSetUp ? "companies_emptyWaiting" : "companies_emptySetUp")}
    >
      {isSetUp ? (
        <Button onClick={() => navigateTo({ page: "settings", section: "tally" })}>
          {say("help_openTallySettings")}
        </Button>
      ) : (
        <Button appearance="primary" onClick={() => navigateTo({ page: "wizard" })}>
          {say("setUpContinue")}
        </Button>
      )}
    </EmptyState>
  );
}

function LeftOut({ count }: { readonly count: number }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  if (count === 0) return null;
  return (
    <Text as="p" size={200} className={styles.note}>
      {count === 1 ? say("companies_leftOutOne") : say("companies_leftOut", { count })}{" "}
      <Link href={formatRoute({ page: "settings", section: "data" })}>{say("companies_changeChoice")}</Link>
    </Text>
  );
}
