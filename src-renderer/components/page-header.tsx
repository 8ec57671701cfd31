import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  header: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBottom: tokens.spacingVerticalM,
  },
  title: { margin: 0, flex: "1 1 auto", minWidth: 0, overflowWrap: "anywhere" },
});

interface PageHeaderProps {
  readonly title: string;
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}

export function PageHeader({ title, before, children }: PageHeaderProps): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.header}>
      {before}
      <Text as="h2" size={600} weight="semibold" className={styles.title}>
        {title}
      </Text>
      {children}
    </div>
  );
}
