import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { Route } from "../../src-main/contract/channels.ts";
import { ActivityPage } from "../pages/activity/activity-page.tsx";
import { CompaniesPage } from "../pages/companies/companies-page.tsx";
import { CompanyPage } from "../pages/company/company-page.tsx";
import { ProblemsPage } from "../pages/problems/problems-page.tsx";
import { SettingsPage } from "../pages/settings/settings-page.tsx";
import { WizardPage } from "../pages/wizard/wizard-page.tsx";
import { useApi, useApp, useSay } from "../state/app-context.tsx";
import { navigateTo, useRoute } from "../state/use-route.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { NavigationRail } from "./navigation-rail.tsx";
import { PageMessages } from "./page-messages.tsx";
import { StatusHeader } from "./status-header.tsx";

const useStyles = makeStyles({
  frame: { display: "flex", flexDirection: "column", height: "100%" },
  body: { display: "flex", flex: "1 1 auto", minHeight: 0 },
  column: { display: "flex", flexDirection: "column", flex: "1 1 auto", minWidth: 0, overflowY: "auto" },
  main: { display: "flex", flexDirection: "column", flex: "1 0 auto" },
  page: {
    display: "flex",
    flexDirection: "column",
    flex: "1 0 auto",
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
  },
  notes: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXL}`,
    backgroundColor: tokens.colorNeutralBackground4,
  },
});

/** First start and an unfinished set-up begin with the wizard; it can be left. */
function useWizardAtStart(): void {
  const { settings } = useApp();
  const isFirst = useRef(true);
  const route = useRoute();
  useEffect(() => {
    if (isFirst.current && settings.wizardStep !== "done" && window.location.hash === "") {
      navigateTo({ page: "wizard" });
    }
    isFirst.current = false;
  }, [settings.wizardStep, route]);
}

export function Frame(): ReactNode {
  const api = useApi();
  const route = useRoute();
  useWizardAtStart();
  return (
    <ErrorBoundary key={route.page} onProblem={(message) => void api.invoke("app.logProblem", { message })}>
      {route.page === "wizard" ? <WizardPage /> : <Pages route={route} />}
    </ErrorBoundary>
  );
}

function Pages({ route }: { readonly route: Route }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      <StatusHeader />
      <Notes />
      <div className={styles.body}>
        <NavigationRail />
        <div className={styles.column}>
          <main className={styles.main} id="content">
            <PageMessages />
            <div className={styles.page}>
              <PageOf route={route} />
            </div>
          </main>
        </div>
      </div>
    </div>
  );
}

function PageOf({ route }: { readonly route: Route }): ReactNode {
  switch (route.page) {
    case "companies":
      return <CompaniesPage />;
    case "company":
      return <CompanyPage key={route.company} company={route.company} />;
    case "activity":
      return <ActivityPage company={route.company ?? null} runId={route.runId ?? null} />;
    case "problems":
      return <ProblemsPage company={route.company ?? null} />;
    case "settings":
      return <SettingsPage section={route.section ?? "tally"} />;
    case "wizard":
      return null;
  }
}

/** What should stay in mind on every page. */
function Notes(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { settings, about } = useApp();
  const isUnfinished = settings.wizardStep !== "done";
  if (!isUnfinished && !settings.isSample && !about.isStandIn) return null;
  return (
    <aside className={styles.notes} aria-label={say("notes")}>
      {isUnfinished && (
        <>
          <Text size={200}>{say("setUpUnfinished")}</Text>
          <Button size="small" appearance="primary" onClick={() => navigateTo({ page: "wizard" })}>
            {say("setUpContinue")}
          </Button>
        </>
      )}
      {settings.isSample && <Text size={200}>{say("sampleConnected")}</Text>}
      {about.isStandIn && <Text size={200}>{say("standIn")}</Text>}
    </aside>
  );
}
