import { Badge, Button, Link, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import type { DoctorReport, Finding, FindingState } from "../../../src-main/contract/doctor.ts";
import { describeFindingForWindow } from "../../../src-main/contract/texts/describe-for-window.ts";
import { Card } from "../../components/card.tsx";
import { formatFullMoment } from "../../format.ts";
import { useApp, useLanguage, useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { navigateTo } from "../../state/use-route.ts";

const useStyles = makeStyles({
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: tokens.spacingVerticalM },
  finding: { display: "grid", gridTemplateColumns: "90px minmax(0, 1fr)", gap: tokens.spacingHorizontalM },
  words: { display: "flex", flexDirection: "column", overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  links: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalL },
});

export function HelpSection(): ReactNode {
  return (
    <>
      <DoctorCard />
      <DiagnosticsCard />
      <AboutCard />
    </>
  );
}

function DoctorCard(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const [report, setReport] = useState<DoctorReport | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const check = async (): Promise<void> => {
    setIsBusy(true);
    await act("doctor.run", undefined, {
      onDone: (found) => {
        setReport(found);
        return null;
      },
    });
    setIsBusy(false);
  };
  return (
    <Card>
      <div className={styles.buttons}>
        <Button appearance="primary" disabled={isBusy} onClick={() => void check()}>
          {say("help_doctor")}
        </Button>
        {isBusy && <Spinner size="tiny" labelPosition="after" label={say("help_doctorRunning")} />}
      </div>
      {report !== null && (
        <ul className={styles.list}>
          {report.findings.map((finding) => (
            <FindingItem key={`${finding.check} ${finding.code ?? finding.key ?? ""}`} finding={finding} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const looks: Readonly<Record<FindingState, "success" | "informative" | "danger">> = {
  good: "success",
  notice: "informative",
  problem: "danger",
};

function FindingItem({ finding }: { readonly finding: Finding }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const { title, happened, action } = describeFindingForWindow(finding, language, (moment) =>
    formatFullMoment(moment, language),
  );
  const words = {
    good: "help_findingGood",
    notice: "help_findingNotice",
    problem: "help_findingProblem",
  } as const;
  return (
    <li className={styles.finding}>
      <Badge appearance="tint" color={looks[finding.state]}>
        {say(words[finding.state])}
      </Badge>
      <div className={styles.words}>
        <Text weight="semibold">{title}</Text>
        <Text>{happened}</Text>
        {action !== "" && <Text>{action}</Text>}
      </div>
    </li>
  );
}

function DiagnosticsCard(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  return (
    <Card>
      <Text>{say("help_diagnosticsText")}</Text>
      <div className={styles.buttons}>
        <Button
          onClick={() =>
            void act("app.createDiagnostics", undefined, {
              onDone: ({ file }) => say("done_created", { file }),
            })
          }
        >
          {say("help_diagnostics")}
        </Button>
        <Button
          appearance="subtle"
          onClick={() => void act("app.restartWorker", undefined, { onDone: () => say("help_restarted") })}
        >
          {say("help_restart")}
        </Button>
      </div>
    </Card>
  );
}

const links = ["userGuide", "faq", "releases", "reportProblem"] as const;

function AboutCard(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const { about } = useApp();
  return (
    <Card title={say("help_links")}>
      <div className={styles.links}>
        {links.map((link) => (
          <Link key={link} as="button" onClick={() => void act("app.openLink", { link })}>
            {say(`help_link_${link}`)}
          </Link>
        ))}
        <Link as="button" onClick={() => navigateTo({ page: "wizard" })}>
          {say("help_wizard")}
        </Link>
      </div>
      <Text size={200}>{say("help_version", { version: about.version })}</Text>
      <Text size={200} className={styles.quiet}>
        {say("help_folders", { data: about.dataFolder, log: about.logFolder })}
      </Text>
    </Card>
  );
}
