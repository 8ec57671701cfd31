import type { ReactNode } from "react";

export function ActivityPage(_props: {
  readonly company: string | null;
  readonly runId: string | null;
}): ReactNode {
  return null;
}
