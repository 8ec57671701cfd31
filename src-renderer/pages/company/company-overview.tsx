import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { CompanyDetail } from "../../../src-main/contract/pages.ts";
import { BarChart } from "../../components/bar-chart.tsx";
import { Card } from "../../components/card.tsx";
import { formatCount, formatDay, formatFreshness, formatFullMoment } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useNow } from "../../state/use-now.ts";
import { chartOfChanges, chartOfDurations, isAllRead } from "./company-model.ts";
import type { Chart } from "./company-model.ts";
import { CompanyTables } from "./company-tables.tsx";

const useStyles = makeStyles({
  grid: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)",
    "@media (max-width: 760px)": { gridTemplateColumns: "minmax(0, 1fr)" },
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalL,
  },
  tall: { gridRow: "span 2" },
  facts: {
    display: "grid",
    gridTemplateColumns: "minmax(96px, auto) minmax(0, 1fr)",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    "& dt": { color: tokens.colorNeutralForeground2 },
    "& dd": { margin: 0, overflowWrap: "anywhere" },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function CompanyOverview({ detail }: { readonly detail: CompanyDetail }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      <div className={styles.grid}>
        <Facts detail={detail} />
        <ChartCard title={say("company_changesTitle")} chart={chartOfChanges(detail.activity, language)} />
        <ChartCard
          title={say("company_durationTitle")}
          chart={chartOfDurations(detail.runSeconds, language)}
        />
      </div>
      <CompanyTables company={detail.state.key} version={detail.state.rows} />
    </>
  );
}

function Facts({ detail }: { readonly detail: CompanyDetail }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const isRead = isAllRead(detail);
  const loadedAt = detail.initialLoadCompletedAt;
  const facts: readonly (readonly [string, string])[] = [
    [say("company_upToDate"), formatFreshness(detail.state.currentAt, now, language)],
    [say("company_lastVoucher"), formatDay(detail.state.lastVoucherDate, language)],
    [say("company_entries"), formatCount(detail.state.rows)],
    [say("company_booksFrom"), formatDay(detail.booksFrom, language)],
    [say("company_gstin"), detail.gstin],
    [say("company_currency"), detail.baseCurrency],
    [say("company_address"), detail.sourceUrl],
    [
      say("company_firstLoaded"),
      loadedAt === null ? say("company_notLoaded") : formatFullMoment(loadedAt, language),
    ],
  ];
  return (
    <Card title={say("company_facts")} className={styles.tall}>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <FactLine key={name} name={name} value={value} />
          ))}
      </dl>
      {isRead !== null && (
        <Text size={200} className={styles.quiet}>
          {say(isRead ? "company_allRead" : "company_unread")}
        </Text>
      )}
    </Card>
  );
}

function FactLine({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function ChartCard({ title, chart }: { readonly title: string; readonly chart: Chart }): ReactNode {
  const styles = useStyles();
  return (
    <Card title={title}>
      <BarChart bars={chart.bars} text={chart.text} />
      <Text size={200} className={styles.quiet} aria-hidden>
        {chart.text}
      </Text>
    </Card>
  );
}
