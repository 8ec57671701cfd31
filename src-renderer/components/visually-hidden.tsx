import { makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
});

interface VisuallyHiddenProps {
  readonly role?: "status";
  readonly children: ReactNode;
}

/** For those who hear the page instead of seeing it. */
export function VisuallyHidden({ role, children }: VisuallyHiddenProps): ReactNode {
  const styles = useStyles();
  return (
    <span className={styles.hidden} role={role}>
      {children}
    </span>
  );
}
