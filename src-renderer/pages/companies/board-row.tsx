import {
  Link,
  makeStyles,
  mergeClasses,
  TableCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import { CheckmarkCircle20Filled, QuestionCircle20Regular, Warning20Filled } from "@fluentui/react-icons";
import { memo } from "react";
import type { MouseEvent, ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { Verdict } from "../../../src-main/contract/verify.ts";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { ProgressLine } from "../../components/progress-line.tsx";
import { StandingPill } from "../../components/standing-pill.tsx";
import { formatCount, formatDay, formatFreshness, formatFullMoment, localDayOf } from "../../format.ts";
import { formatRoute } from "../../routes.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { useBoardStyles } from "./board-styles.ts";
import { CompanyMenu } from "./company-menu.tsx";
import { reasonOf } from "./companies-model.ts";

const useStyles = makeStyles({
  name: { display: "flex", flexDirection: "column", alignItems: "flex-start", minWidth: 0, gap: "1px" },
  link: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere", textAlign: "left" },
  quiet: { color: tokens.colorNeutralForeground2 },
  reason: { color: tokens.colorStatusDangerForeground3 },
});

interface BoardRowProps {
  readonly company: CompanyState;
  readonly now: Date;
  readonly onConfirm: (confirmation: Confirmation) => void;
}

function isPlainClick(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest("a, button, [role=menuitem]") === null;
}

function BoardRowContent({ company, now, onConfirm }: BoardRowProps): ReactNode {
  const board = useBoardStyles();
  const language = useLanguage();
  const open = (event: MouseEvent): void => {
    if (isPlainClick(event)) navigateTo({ page: "company", company: company.key });
  };
  return (
    <TableRow className={board.row} onClick={open}>
      <TableCell className={board.name}>
        <CompanyName company={company} />
      </TableCell>
      <TableCell className={board.standing}>
        <StandingPill standing={company.standing} />
      </TableCell>
      <TableCell
        className={board.fresh}
        title={company.currentAt === null ? undefined : formatFullMoment(company.currentAt, language)}
      >
        {formatFreshness(company.currentAt, now, language)}
      </TableCell>
      <TableCell className={board.verified}>
        <VerifiedMark verdict={company.verdict} at={company.verifiedAt} />
      </TableCell>
      <TableCell className={board.lastVoucher}>{formatDay(company.lastVoucherDate, language)}</TableCell>
      <TableCell className={board.rows}>{formatCount(company.rows)}</TableCell>
      <TableCell className={board.menu}>
        <CompanyMenu company={company} onConfirm={onConfirm} />
      </TableCell>
    </TableRow>
  );
}

/** Drawn again only when this company changed: progress comes several times a second. */
export const BoardRow = memo(BoardRowContent);

function CompanyName({ company }: { readonly company: CompanyState }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const reason = reasonOf(company, useLanguage());
  return (
    <div className={styles.name}>
      <Link
        appearance="subtle"
        className={styles.link}
        data-company={company.key}
        href={formatRoute({ page: "company", company: company.key })}
      >
        {company.name}
      </Link>
      {company.progress !== null && <ProgressLine progress={company.progress} company={company.name} />}
      {company.progress === null && (
        <Text size={200} className={mergeClasses(reason === null ? styles.quiet : styles.reason)}>
          {reason ?? say("companies_number", { number: company.companyNumber })}
        </Text>
      )}
    </div>
  );
}

const useMarkStyles = makeStyles({
  mark: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    whiteSpace: "nowrap",
    lineHeight: tokens.lineHeightBase200,
  },
  date: {
    display: "block",
    "@media (max-width: 760px)": { display: "none" },
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  verified: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  differs: { color: tokens.colorStatusWarningForeground3, flexShrink: 0 },
  unknown: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
});

const verdictIcons = {
  verified: CheckmarkCircle20Filled,
  differs: Warning20Filled,
  unknown: QuestionCircle20Regular,
} as const;

interface VerifiedMarkProps {
  readonly verdict: Verdict | null;
  readonly at: string | null;
}

/** "✓ Equal", and below it the day. */
function VerifiedMark({ verdict, at }: VerifiedMarkProps): ReactNode {
  const styles = useMarkStyles();
  const say = useSay();
  const language = useLanguage();
  if (verdict === null) return <Text size={200}>{say("companies_verdictNever")}</Text>;
  const Icon = verdictIcons[verdict];
  return (
    <span className={styles.mark} title={at === null ? undefined : formatFullMoment(at, language)}>
      <Icon aria-hidden className={styles[verdict]} />
      <span>
        {say(`companies_verdict_${verdict}`)}
        {at !== null && <span className={styles.date}>{formatDay(localDayOf(at), language)}</span>}
      </span>
    </span>
  );
}
