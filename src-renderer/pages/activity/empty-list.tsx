import { Button } from "@fluentui/react-components";
import { History20Regular, Search20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { useSay } from "../../state/app-context.tsx";

interface EmptyListProps {
  /** What is said where there is nothing yet. */
  readonly title: string;
  readonly text: string;
  /** Nothing fits the filters: they can be cleared. */
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

export function EmptyList({ title, text, isFiltered, onClear }: EmptyListProps): ReactNode {
  const say = useSay();
  if (!isFiltered) return <EmptyState icon={<History20Regular />} title={title} text={text} />;
  return (
    <EmptyState
      icon={<Search20Regular />}
      title={say("activity_nothingFitsTitle")}
      text={say("activity_nothingFitsText")}
    >
      <Button onClick={onClear}>{say("activity_clearFilters")}</Button>
    </EmptyState>
  );
}
