import { makeStyles, Spinner, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { WireError } from "../../src-main/contract/agent-state.ts";
import { useSay } from "../state/app-context.tsx";
import { ErrorNotice } from "./error-notice.tsx";

const useStyles = makeStyles({
  screen: {
    height: "100%",
    display: "grid",
    placeItems: "center",
    padding: tokens.spacingHorizontalXL,
    boxSizing: "border-box",
  },
});

/** Until the first picture comes; the window can always be loaded again. */
export function StartScreen({ error }: { readonly error: WireError | null }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <main className={styles.screen}>
      {error === null ? (
        <Spinner label={say("starting")} />
      ) : (
        <ErrorNotice error={error} retry={() => window.location.reload()} />
      )}
    </main>
  );
}
