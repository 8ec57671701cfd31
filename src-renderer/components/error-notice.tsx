import { Button, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { Dismiss20Regular, DismissCircle20Filled, Info20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { WireError } from "../../src-main/contract/agent-state.ts";
import { retryKindOf } from "../../src-main/contract/errors.ts";
import { describeForWindow } from "../../src-main/contract/texts/describe-for-window.ts";
import { useLanguage, useSay } from "../state/app-context.tsx";
import { offeredActionOf } from "./error-notice-model.ts";
import { useHelpfulAction } from "./use-helpful-action.ts";

const useStyles = makeStyles({
  notice: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr) auto",
    columnGap: tokens.spacingHorizontalM,
    alignItems: "start",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorNeutralForeground1,
  },
  quiet: {
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: { color: tokens.colorStatusDangerForeground1 },
  quietIcon: { color: tokens.colorNeutralForeground3 },
  text: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, overflowWrap: "anywhere" },
  label: { fontWeight: tokens.fontWeightSemibold },
  buttons: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
  },
  technical: {
    marginTop: tokens.spacingVerticalXS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    "& summary": { cursor: "pointer" },
    "& pre": { whiteSpace: "pre-wrap", overflowWrap: "anywhere", margin: "4px 0 0", userSelect: "text" },
  },
});

interface ErrorNoticeProps {
  readonly error: WireError;
  readonly company?: string | null;
  readonly retry?: (() => void) | null;
  readonly onDismiss?: () => void;
  /** Not spoken at once: for what has been wrong for some time. */
  readonly isQuiet?: boolean;
  /** False where what helps stands right beside it. */
  readonly hasButton?: boolean;
}

/** What happened, what it means for the books, what to do, and one button that helps. */
export function ErrorNotice(props: ErrorNoticeProps): ReactNode {
  const { error, company = null, retry = null, onDismiss, isQuiet = false, hasButton = true } = props;
  const styles = useStyles();
  const say = useSay();
  const description = describeForWindow(error, useLanguage());
  const help = useHelpfulAction({ company, retry });
  const action = offeredActionOf(error.code, { hasCompany: company !== null, canRetry: retry !== null });
  const isWaiting = retryKindOf(error.code) === "wait";
  const Icon = isWaiting ? Info20Regular : DismissCircle20Filled;
  return (
    <section
      className={mergeClasses(styles.notice, isWaiting && styles.quiet)}
      role={isQuiet ? "group" : "alert"}
      aria-label={description.title}
    >
      <Icon aria-hidden className={isWaiting ? styles.quietIcon : styles.icon} />
      <div className={styles.text}>
        <Text weight="semibold">{description.title}</Text>
        <Text>{description.happened}</Text>
        <Text>
          <span className={styles.label}>{say("errorMeaning")}</span> {description.meaning}
        </Text>
        <Text>
          <span className={styles.label}>{say("errorAction")}</span> {description.action}
        </Text>
        {hasButton && action !== null && (
          <div className={styles.buttons}>
            <Button size="small" appearance="primary" onClick={() => help(action)}>
              {say(`help_${action}`)}
            </Button>
          </div>
        )}
        <TechnicalDetail code={error.code} technical={error.technical} />
      </div>
      {onDismiss !== undefined && (
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss20Regular />}
          aria-label={say("dismiss")}
          onClick={onDismiss}
        />
      )}
    </section>
  );
}

function TechnicalDetail({
  code,
  technical,
}: {
  readonly code: string;
  readonly technical: string;
}): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <details className={styles.technical}>
      <summary>{say("technicalDetail")}</summary>
      <pre>{technical === "" ? code : `${code}\n${technical}`}</pre>
    </details>
  );
}
