import { makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    minWidth: 0,
  },
  title: { margin: 0 },
});

interface CardProps {
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Card({ title, className, children }: CardProps): ReactNode {
  const styles = useStyles();
  return (
    <section className={mergeClasses(styles.card, className)} aria-label={title}>
      {title !== undefined && (
        <Text as="h3" size={400} weight="semibold" className={styles.title}>
          {title}
        </Text>
      )}
      {children}
    </section>
  );
}
