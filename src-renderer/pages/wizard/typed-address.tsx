import { Button, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useSay } from "../../state/app-context.tsx";
import { typedAddress } from "./wizard-model.ts";

const useStyles = makeStyles({
  fold: { "& summary": { cursor: "pointer" } },
  line: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
  },
  input: { flex: "0 1 300px" },
});

/** Tally on another PC, such as the server of the firm. */
export function TypedAddress({ onLook }: { readonly onLook: (address: string | null) => void }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [text, setText] = useState("");
  const look = (): void => onLook(typedAddress(text));
  const lookOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    look();
  };
  return (
    <details className={styles.fold}>
      <summary>{say("wizard_typedAddress")}</summary>
      <div className={styles.line}>
        <Input
          className={styles.input}
          value={text}
          placeholder={say("wizard_typedHint")}
          aria-label={say("wizard_typedAddress")}
          spellCheck={false}
          onChange={(_event, data) => setText(data.value)}
          onKeyDown={lookOnEnter}
        />
        <Button onClick={look}>{say("wizard_useAddress")}</Button>
      </div>
    </details>
  );
}
