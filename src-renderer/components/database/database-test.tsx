import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled } from "@fluentui/react-icons";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { WireError } from "../../../src-main/contract/agent-state.ts";
import type { DatabaseTest as Tested } from "../../../src-main/contract/pages.ts";
import { useApi, useApp, useSay } from "../../state/app-context.tsx";
import { ErrorNotice } from "../error-notice.tsx";
import { choiceOf, passwordOf, wrongFields } from "./database-model.ts";
import type { DatabaseDraft, DraftField } from "./database-model.ts";

const useStyles = makeStyles({
  test: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "flex-start" },
  good: { display: "flex", gap: tokens.spacingHorizontalS, overflowWrap: "anywhere" },
  tick: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  notice: { alignSelf: "stretch" },
});

type Outcome =
  | { readonly kind: "none" | "testing" }
  | { readonly kind: "good"; readonly tested: Tested }
  | { readonly kind: "refused"; readonly error: WireError };

interface DatabaseTestProps {
  readonly draft: DatabaseDraft;
  readonly onWrong: (wrong: readonly DraftField[]) => void;
}

/** The Test button: says in plain words what is wrong, and changes nothing. */
export function DatabaseTest({ draft, onWrong }: DatabaseTestProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const api = useApi();
  const { about } = useApp();
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  useEffect(() => setOutcome({ kind: "none" }), [draft]);
  const test = async (): Promise<void> => {
    const wrong = wrongFields(draft);
    onWrong(wrong);
    if (wrong.length > 0) return;
    setOutcome({ kind: "testing" });
    const password = passwordOf(draft, about.hasDatabasePassword);
    const answer = await api.invoke("database.test", { database: choiceOf(draft), password });
    setOutcome(answer.ok ? { kind: "good", tested: answer.value } : { kind: "refused", error: answer.error });
  };
  return (
    <div className={styles.test}>
      <Button disabled={outcome.kind === "testing"} onClick={() => void test()}>
        {outcome.kind === "testing" ? (
          <Spinner size="tiny" label={say("database_testing")} />
        ) : (
          say("database_test")
        )}
      </Button>
      {outcome.kind === "good" && <Good tested={outcome.tested} />}
      {outcome.kind === "refused" && (
        <div className={styles.notice}>
          <ErrorNotice error={outcome.error} hasButton={false} />
        </div>
      )}
    </div>
  );
}

function Good({ tested }: { readonly tested: Tested }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { description, exists, companies } = tested;
  return (
    <div className={styles.good} role="status">
      <CheckmarkCircle20Filled aria-hidden className={styles.tick} />
      <Text>
        {say(exists ? "database_good" : "database_goodNew", { description })}
        {companies.length > 0 && ` ${say("database_holds", { companies: companies.join(", ") })}`}
      </Text>
    </div>
  );
}
