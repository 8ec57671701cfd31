import { makeStyles, mergeClasses, Spinner, Text, tokens } from "@fluentui/react-components";
import { Fragment } from "react";
import type { ReactNode } from "react";
import type { TableCount } from "../../../src-main/contract/pages.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { Card } from "../../components/card.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { formatCount } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useCall } from "../../state/use-call.ts";
import { groupTables } from "./company-model.ts";

const useStyles = makeStyles({
  table: {
    borderCollapse: "collapse",
    width: "100%",
    maxWidth: "760px",
    "& th, & td": { textAlign: "left", padding: "3px 8px" },
    "& thead th": {
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      color: tokens.colorNeutralForeground2,
    },
  },
  count: {
    textAlign: "right !important" as "right",
    fontVariantNumeric: "tabular-nums",
    whiteSpace: "nowrap",
  },
  entity: { fontWeight: tokens.fontWeightSemibold, "& td": { paddingTop: "7px" } },
  line: { "& td:first-child": { paddingLeft: "24px" }, color: tokens.colorNeutralForeground2 },
  name: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
});

interface CompanyTablesProps {
  readonly company: string;
  /** Asks anew when it changes. */
  readonly version: number;
}

/** What the report builder finds: how it is called by people, by the database, and how much there is. */
export function CompanyTables({ company, version }: CompanyTablesProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { value, error, reload } = useCall("company.tables", { company }, version);
  if (error !== null) return <ErrorNotice error={error} company={company} retry={reload} />;
  if (value === null) return <Spinner label={say("loading")} />;
  const groups = groupTables(value.tables);
  return (
    <Card title={say("company_tables")}>
      {groups.length === 0 ? (
        <Text>{say("company_noTables")}</Text>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say("company_columnTable")}</th>
              <th scope="col">{say("company_columnTableName")}</th>
              <th scope="col" className={styles.count}>
                {say("company_columnCount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ entity, lines }) => (
              <Fragment key={entity.table}>
                <CountLine count={entity} isEntity />
                {lines.map((line) => (
                  <CountLine key={line.table} count={line} isEntity={false} />
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function CountLine({
  count,
  isEntity,
}: {
  readonly count: TableCount;
  readonly isEntity: boolean;
}): ReactNode {
  const styles = useStyles();
  const language = useLanguage();
  return (
    <tr className={isEntity ? styles.entity : styles.line}>
      <td>{titlesOfSource(count.table)[language]}</td>
      <td className={styles.name}>{count.table}</td>
      <td className={mergeClasses(styles.count)}>{formatCount(count.rows)}</td>
    </tr>
  );
}
