import { makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { languages } from "../../../src-main/contract/texts.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import type { SaveProps } from "./wizard-page.tsx";

const useStyles = makeStyles({
  choice: { display: "flex", gap: tokens.spacingHorizontalXS },
});

/** Before anything has to be read: each language by its own name. */
export function LanguageChoice({ save }: SaveProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const current = useLanguage();
  return (
    <div className={styles.choice} role="group" aria-label={say("schedule_language")}>
      {languages.map((language) => (
        <ToggleButton
          key={language}
          size="small"
          appearance="subtle"
          checked={language === current}
          lang={language}
          onClick={() => void save({ language })}
        >
          {say(`schedule_language_${language}`)}
        </ToggleButton>
      ))}
    </div>
  );
}
