import { Badge } from "@fluentui/react-components";
import {
  ArrowSync16Regular,
  CheckmarkCircle16Filled,
  Circle16Regular,
  DismissCircle16Filled,
  Pause16Regular,
  Warning16Filled,
} from "@fluentui/react-icons";
import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { RunStatus } from "../../../src-main/contract/run.ts";
import { useSay } from "../../state/app-context.tsx";

type Look = readonly [icon: FluentIcon, colour: "success" | "informative" | "danger" | "warning"];

const looks: Readonly<Record<RunStatus, Look>> = {
  in_progress: [ArrowSync16Regular, "informative"],
  success: [CheckmarkCircle16Filled, "success"],
  no_change: [Circle16Regular, "informative"],
  failed: [DismissCircle16Filled, "danger"],
  cancelled: [Pause16Regular, "informative"],
  interrupted: [Pause16Regular, "warning"],
  needs_attention: [Warning16Filled, "warning"],
  not_open: [Circle16Regular, "informative"],
};

/** How a run ended: shape, colour and word. */
export function RunResult({ status }: { readonly status: RunStatus }): ReactNode {
  const say = useSay();
  const [Icon, color] = looks[status];
  return (
    <Badge appearance="tint" color={color} size="large" icon={<Icon aria-hidden />}>
      {say(`activity_status_${status}`)}
    </Badge>
  );
}
