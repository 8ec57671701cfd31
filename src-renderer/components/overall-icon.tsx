import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  ArrowSyncCircle32Regular,
  CheckmarkCircle32Filled,
  Circle32Regular,
  Clock32Regular,
  DismissCircle32Filled,
  PauseCircle32Regular,
  Warning32Filled,
} from "@fluentui/react-icons";
import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { Overall } from "../../src-main/contract/agent-state.ts";

const icons: Readonly<Record<Overall, FluentIcon>> = {
  verified: CheckmarkCircle32Filled,
  current: Circle32Regular,
  syncing: ArrowSyncCircle32Regular,
  paused: PauseCircle32Regular,
  waiting: Clock32Regular,
  attention: Warning32Filled,
  error: DismissCircle32Filled,
};

const useStyles = makeStyles({
  icon: { flexShrink: 0 },
  verified: { color: tokens.colorStatusSuccessForeground1 },
  current: { color: tokens.colorStatusSuccessForeground1 },
  syncing: { color: tokens.colorBrandForeground1 },
  paused: { color: tokens.colorNeutralForeground3 },
  waiting: { color: tokens.colorNeutralForeground3 },
  attention: { color: tokens.colorStatusWarningForeground3 },
  error: { color: tokens.colorStatusDangerForeground1 },
});

/** The same shape and colour as the icon in the notification area. */
export function OverallIcon({ overall }: { readonly overall: Overall }): ReactNode {
  const styles = useStyles();
  const Icon = icons[overall];
  return <Icon aria-hidden className={mergeClasses(styles.icon, styles[overall])} />;
}
