import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { FigureDifference } from "../../../src-main/contract/verify.ts";
import { Card } from "../../components/card.tsx";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { lineOfDifference } from "./company-model.ts";

const useStyles = makeStyles({
  scroller: { overflowX: "auto" },
  table: {
    borderCollapse: "collapse",
    width: "100%",
    "& th, & td": { textAlign: "left", padding: "6px 8px", verticalAlign: "top" },
    "& thead th": { color: tokens.colorNeutralForeground2 },
    "& tr": { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  figure: {
    textAlign: "right !important" as "right",
    fontVariantNumeric: "tabular-nums",
    whiteSpace: "nowrap",
  },
  name: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    minWidth: "120px",
    overflowWrap: "anywhere",
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface DifferenceTableProps {
  readonly company: CompanyState;
  readonly differences: readonly FigureDifference[];
}

/** Figure by figure, with the days where it arises. */
export function DifferenceTable({ company, differences }: DifferenceTableProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <Card title={say("verify_differences")}>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say("verify_columnWhat")}</th>
              <th scope="col" className={styles.figure}>
                {say("verify_columnTally")}
              </th>
              <th scope="col" className={styles.figure}>
                {say("verify_columnDatabase")}
              </th>
              <th scope="col">{say("verify_columnDays")}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <DifferenceRow
                key={`${difference.kind} ${difference.name} ${difference.from}`}
                company={company}
                difference={difference}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface DifferenceRowProps {
  readonly company: CompanyState;
  readonly difference: FigureDifference;
}

function DifferenceRow({ company, difference }: DifferenceRowProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const line = lineOfDifference(difference, useLanguage());
  const { from, to } = difference;
  const readAgain = (): void =>
    void act(
      "company.repair",
      { company: company.key, from, to },
      { company: company.key, onDone: () => say("companies_started", { company: company.name }) },
    );
  return (
    <tr>
      <td>
        <span className={styles.name}>
          <Text weight="semibold">{line.name}</Text>
          <Text size={200} className={styles.quiet}>
            {line.what}
          </Text>
        </span>
      </td>
      <td className={styles.figure}>{line.tally}</td>
      <td className={styles.figure}>{line.database}</td>
      <td>
        <span className={styles.name}>
          <span>{line.days}</span>
          <Button size="small" appearance="outline" disabled={!company.isOpen} onClick={readAgain}>
            {say("verify_readAgain")}
          </Button>
        </span>
      </td>
    </tr>
  );
}
