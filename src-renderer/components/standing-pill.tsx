import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  AddCircle20Regular,
  ArrowDownload20Regular,
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  Circle20Regular,
  DismissCircle20Filled,
  PlugDisconnected20Regular,
  Warning20Filled,
} from "@fluentui/react-icons";
import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { CompanyStanding } from "../../src-main/contract/agent-state.ts";
import { useSay } from "../state/app-context.tsx";

/** Told apart by shape and word, not by colour alone. */
const icons: Readonly<Record<CompanyStanding, FluentIcon>> = {
  error: DismissCircle20Filled,
  attention: Warning20Filled,
  loading: ArrowDownload20Regular,
  syncing: ArrowSync20Regular,
  new: AddCircle20Regular,
  current: Circle20Regular,
  verified: CheckmarkCircle20Filled,
  notOpen: PlugDisconnected20Regular,
};

const useStyles = makeStyles({
  pill: {
    display: "inline-flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    padding: "1px 10px 1px 6px",
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: "nowrap",
    "& svg": { width: "16px", height: "16px", flexShrink: 0 },
  },
  good: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
  },
  warning: {
    color: tokens.colorStatusWarningForeground3,
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  bad: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  busy: {
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
  },
  quiet: {
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

type Tone = "good" | "warning" | "bad" | "busy" | "quiet";

const standingTones: Readonly<Record<CompanyStanding, Tone>> = {
  error: "bad",
  attention: "warning",
  loading: "busy",
  syncing: "busy",
  new: "quiet",
  current: "good",
  verified: "good",
  notOpen: "quiet",
};

interface PillProps {
  readonly tone: Tone;
  readonly icon: FluentIcon;
  readonly text: string;
  readonly hint?: string;
}

function Pill({ tone, icon: Icon, text, hint }: PillProps): ReactNode {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.pill, styles[tone])} title={hint}>
      <Icon aria-hidden />
      {text}
    </span>
  );
}

export function StandingPill({ standing }: { readonly standing: CompanyStanding }): ReactNode {
  const say = useSay();
  return (
    <Pill
      tone={standingTones[standing]}
      icon={icons[standing]}
      text={say(`standing_${standing}`)}
      hint={say(`standingHint_${standing}`)}
    />
  );
}
