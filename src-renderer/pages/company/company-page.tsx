import { Button, makeStyles, Spinner, Tab, TabList, tokens } from "@fluentui/react-components";
import { ArrowLeft20Regular, Building20Regular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { CompanyDetail } from "../../../src-main/contract/pages.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { ProgressLine } from "../../components/progress-line.tsx";
import { StandingPill } from "../../components/standing-pill.tsx";
import { useAgent, useSay } from "../../state/app-context.tsx";
import { useCall } from "../../state/use-call.ts";
import { navigateTo } from "../../state/use-route.ts";
import { CompanyMenu } from "../companies/company-menu.tsx";
import { useCompanyActions } from "../companies/use-company-actions.ts";
import { CompanyOverview } from "./company-overview.tsx";
import { CompanyVerification } from "./company-verification.tsx";
import { versionOf } from "./company-model.ts";
import { DataBrowser } from "./data-browser.tsx";

const useStyles = makeStyles({
  tabs: { marginBottom: tokens.spacingVerticalM, marginLeft: "-10px" },
  notice: { marginBottom: tokens.spacingVerticalM },
});

/** One company: how it stands, whether it equals Tally, and its data. */
export function CompanyPage({ company: key }: { readonly company: string }): ReactNode {
  const company = useAgent().companies.find((one) => one.key === key) ?? null;
  if (company === null) return <UnknownCompany />;
  return <KnownCompany company={company} />;
}

function KnownCompany({ company }: { readonly company: CompanyState }): ReactNode {
  const styles = useStyles();
  const detail = useCall("company.detail", { company: company.key }, versionOf(company));
  const lastError = company.lastRun?.error ?? null;
  const { sync } = useCompanyActions(company, () => undefined);
  return (
    <>
      <CompanyHeader company={company} />
      {company.progress !== null && (
        <div className={styles.notice}>
          <ProgressLine progress={company.progress} company={company.name} isWide />
        </div>
      )}
      {lastError !== null && company.progress === null && (
        <div className={styles.notice}>
          <ErrorNotice error={lastError} company={company.key} retry={sync} isQuiet />
        </div>
      )}
      {detail.error !== null && (
        <div className={styles.notice}>
          <ErrorNotice error={detail.error} company={company.key} retry={detail.reload} />
        </div>
      )}
      <CompanyTabs company={company} detail={detail.value} />
    </>
  );
}

type TabName = "overview" | "verify" | "data";

interface CompanyTabsProps {
  readonly company: CompanyState;
  readonly detail: CompanyDetail | null;
}

function CompanyTabs({ company, detail }: CompanyTabsProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [tab, setTab] = useState<TabName>(company.verdict === "differs" ? "verify" : "overview");
  return (
    <>
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        onTabSelect={(_event, data) => setTab(data.value as TabName)}
      >
        <Tab value="overview">{say("company_tabOverview")}</Tab>
        <Tab value="verify">{say("company_tabVerify")}</Tab>
        <Tab value="data">{say("company_tabData")}</Tab>
      </TabList>
      {tab === "data" && <DataBrowser company={company} />}
      {tab !== "data" && detail === null && <Spinner label={say("loading")} />}
      {tab === "overview" && detail !== null && <CompanyOverview detail={detail} />}
      {tab === "verify" && detail !== null && <CompanyVerification company={company} detail={detail} />}
    </>
  );
}

function CompanyHeader({ company }: { readonly company: CompanyState }): ReactNode {
  const say = useSay();
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  const { sync } = useCompanyActions(company, setConfirmation);
  return (
    <PageHeader
      title={company.name}
      before={
        <Button
          appearance="subtle"
          icon={<ArrowLeft20Regular />}
          aria-label={say("company_back")}
          title={say("company_back")}
          onClick={() => navigateTo({ page: "companies" })}
        />
      }
    >
      <StandingPill standing={company.standing} />
      <Button disabled={!company.isOpen} onClick={sync}>
        {say("syncNow")}
      </Button>
      <CompanyMenu company={company} onConfirm={setConfirmation} />
      <ConfirmDialog confirmation={confirmation} onClose={() => setConfirmation(null)} />
    </PageHeader>
  );
}

function UnknownCompany(): ReactNode {
  const say = useSay();
  return (
    <EmptyState
      icon={<Building20Regular />}
      title={say("company_unknownTitle")}
      text={say("company_unknownText")}
    >
      <Button onClick={() => navigateTo({ page: "companies" })}>{say("company_back")}</Button>
    </EmptyState>
  );
}
