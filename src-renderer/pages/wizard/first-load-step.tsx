import { Button, makeStyles, ProgressBar, Spinner, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircle32Filled } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import { Card } from "../../components/card.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ProgressLine } from "../../components/progress-line.tsx";
import { StandingPill } from "../../components/standing-pill.tsx";
import { useAgent, useSay } from "../../state/app-context.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { sortCompanies, summariseFirstLoad } from "../companies/companies-model.ts";
import { summariseLoad } from "./wizard-model.ts";
import type { SaveProps } from "./wizard-page.tsx";

const useStyles = makeStyles({
  column: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    paddingTop: tokens.spacingVerticalM,
  },
  done: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  tick: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: "5px 0",
  },
  name: { flex: "1 1 200px", minWidth: 0, overflowWrap: "anywhere" },
  list: { maxHeight: "240px", overflowY: "auto" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Begins by itself; nobody has to wait for its end. */
export function FirstLoadStep({ save }: SaveProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const state = useAgent();
  const stage = summariseLoad(state);
  const finish = async (): Promise<void> => {
    if (await save({ wizardStep: "done" })) navigateTo({ page: "companies" });
  };
  return (
    <form
      className={styles.column}
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
    >
      {state.error !== null && <ErrorNotice error={state.error} isQuiet />}
      {stage.kind === "starting" && <Starting />}
      {stage.kind === "loading" && <Loading done={stage.done} total={stage.total} />}
      {stage.kind === "done" && <Done total={stage.total} />}
      {stage.kind !== "done" && (
        <Text size={200} className={styles.quiet}>
          {say("wizard_loadContinues")} {say("companies_firstLoadSafe")}
        </Text>
      )}
      <div className={styles.line}>
        <Button onClick={() => void save({ wizardStep: "schedule" })}>{say("back")}</Button>
        <Button type="submit" appearance="primary">
          {say("wizard_finish")}
        </Button>
      </div>
    </form>
  );
}

function Starting(): ReactNode {
  const say = useSay();
  const { sight } = useAgent().tally;
  const isWaiting = sight !== "unknown" && sight !== "answers";
  return (
    <Card>
      <Spinner
        label={isWaiting ? say(`sight_${sight}`) : say("wizard_loadStarting")}
        labelPosition="after"
        role="status"
      />
    </Card>
  );
}

function Loading({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { companies } = useAgent();
  const shown = sortCompanies(
    companies.filter(({ isChosen, isOpen }) => isChosen && isOpen),
    { column: "standing", isDescending: false },
  );
  const share = summariseFirstLoad(companies)?.share;
  return (
    <Card>
      <Text weight="semibold" role="status">
        {say("companies_firstLoadDone", { done, total })}
      </Text>
      <ProgressBar
        {...(share === undefined ? {} : { value: share })}
        thickness="large"
        aria-label={say("wizard_loadTitle")}
      />
      <div className={styles.list}>
        {shown.map((company) => (
          <CompanyLine key={company.key} company={company} />
        ))}
      </div>
    </Card>
  );
}

function CompanyLine({ company }: { readonly company: CompanyState }): ReactNode {
  const styles = useStyles();
  const error = company.standing === "error" ? (company.lastRun?.error ?? null) : null;
  return (
    <>
      <div className={styles.line}>
        <div className={styles.name}>
          <Text>{company.name}</Text>
          {company.progress !== null && <ProgressLine progress={company.progress} company={company.name} />}
        </div>
        <StandingPill standing={company.standing} />
      </div>
      {error !== null && <ErrorNotice error={error} company={company.key} isQuiet />}
    </>
  );
}

function Done({ total }: { readonly total: number }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <Card>
      <div className={styles.done} role="status">
        <CheckmarkCircle32Filled aria-hidden className={styles.tick} />
        <Text size={400}>
          {total === 1 ? say("wizard_loadDoneOne") : say("wizard_loadDone", { count: total })}
        </Text>
      </div>
    </Card>
  );
}
