import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from "@fluentui/react-components";
import { ArrowLeft20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { RunDetail, RunSummary, RunTable } from "../../../src-main/contract/pages.ts";
import { formatBytes, formatDuration } from "../../../src-main/contract/texts.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { formatCount, formatFullMoment } from "../../format.ts";
import { useAgent, useLanguage, useSay } from "../../state/app-context.tsx";
import { useCall } from "../../state/use-call.ts";
import { navigateTo } from "../../state/use-route.ts";
import { noFilter, sayRunOutcome, secondsOf } from "./activity-model.ts";
import { ChangeList } from "./change-list.tsx";
import { RunResult } from "./run-result.tsx";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  facts: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
  outcome: { overflowWrap: "anywhere" },
  title: { margin: 0 },
  table: {
    borderCollapse: "collapse",
    backgroundColor: tokens.colorNeutralBackground1,
    "& td, & th": { padding: "4px 12px", borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
    "& th": { textAlign: "left", color: tokens.colorNeutralForeground2 },
  },
  scroll: { overflowX: "auto" },
  number: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
});

interface RunDetailsProps {
  readonly company: string;
  readonly runId: string;
}

/** One run: how it went, what it did to each table, and each single change. */
export function RunDetails({ company, runId }: RunDetailsProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { lastPassAt } = useAgent();
  const { value, error, reload } = useCall("runs.detail", { company, runId }, lastPassAt ?? "");
  const back = (): void => navigateTo({ page: "activity", company });
  const title =
    value === null
      ? say("pageActivity")
      : say("activity_runOf", {
          company: value.run.company,
          type: say(`activity_type_${value.run.syncType}`),
        });
  return (
    <div className={styles.page}>
      <PageHeader
        title={title}
        before={
          <Button
            appearance="subtle"
            icon={<ArrowLeft20Regular />}
            aria-label={say("activity_closeRun")}
            onClick={back}
          />
        }
      />
      {error !== null && <ErrorNotice error={error} retry={reload} />}
      {value === null && error === null && <Spinner label={say("activity_loadingRun")} />}
      {value !== null && <RunFacts detail={value} />}
      {value !== null && (
        <>
          <Text as="h3" size={400} weight="semibold" className={styles.title}>
            {say("activity_changesOfRun")}
          </Text>
          <ChangeList filter={{ ...noFilter, company }} runId={runId} onClear={back} />
        </>
      )}
    </div>
  );
}

function RunFacts({ detail: { run, tables } }: { readonly detail: RunDetail }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <>
      <div className={styles.facts}>
        <RunResult status={run.status} />
        <RunTimes run={run} />
      </div>
      <RunOutcome run={run} />
      {tables.length > 0 && (
        <>
          <Text as="h3" size={400} weight="semibold" className={styles.title}>
            {say("activity_tablesOfRun")}
          </Text>
          <RunTables tables={tables} />
        </>
      )}
    </>
  );
}

function RunOutcome({ run }: { readonly run: RunSummary }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const asked = { requests: formatCount(run.tallyRequests), bytes: formatBytes(run.tallyBytes) };
  return (
    <Text className={styles.outcome}>
      {sayRunOutcome(run, language)}
      {". "}
      {say(run.tallyRequests === 1 ? "activity_askedOne" : "activity_asked", asked)}
    </Text>
  );
}

function RunTimes({ run }: { readonly run: RunSummary }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const seconds = secondsOf(run);
  const parts = [
    formatFullMoment(run.startedAt, language),
    seconds === null ? "" : formatDuration(language, seconds),
    say(`activity_starter_${run.startedBy}`),
  ];
  return <Text>{parts.filter((part) => part !== "").join(" · ")}</Text>;
}

function RunTables({ tables }: { readonly tables: readonly RunTable[] }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const columns = ["inserted", "updated", "deleted", "unchanged"] as const;
  const titles = {
    inserted: say("activity_columnInserted"),
    updated: say("activity_columnUpdated"),
    deleted: say("activity_columnDeleted"),
    unchanged: say("activity_columnUnchanged"),
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say("activity_table")}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={styles.number}>
                {titles[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tables.map((row) => (
            <tr key={row.table}>
              <td>{titlesOfSource(row.table)[language]}</td>
              {columns.map((column) => (
                <td key={column} className={mergeClasses(styles.number)}>
                  {formatCount(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
