import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  empty: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalM,
    padding: "48px 24px",
    textAlign: "center",
    color: tokens.colorNeutralForeground2,
  },
  icon: { color: tokens.colorNeutralForeground3, "& svg": { width: "40px", height: "40px" } },
  title: { margin: 0 },
  text: { maxWidth: "480px" },
});

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly text: string;
  readonly children?: ReactNode;
}

export function EmptyState({ icon, title, text, children }: EmptyStateProps): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text as="h2" size={500} weight="semibold" className={styles.title}>
        {title}
      </Text>
      <Text className={styles.text}>{text}</Text>
      {children}
    </div>
  );
}
