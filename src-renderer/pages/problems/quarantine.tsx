import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { QuarantineEntry } from "../../../src-main/contract/pages.ts";
import { sayTableWord } from "../../../src-main/contract/texts.ts";
import { sayReason } from "../../../src-main/contract/texts/quarantine-reason.ts";
import { titlesOfColumn } from "../../../src-main/contract/texts/titles.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { formatCount, formatDay, formatFullMoment } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { useCall } from "../../state/use-call.ts";
import { useSectionStyles } from "./section-styles.ts";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: tokens.spacingVerticalS },
  entry: {
    display: "grid",
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: "anywhere",
    "& summary": { cursor: "pointer" },
    "& pre:focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    "& pre": { whiteSpace: "pre-wrap", overflowWrap: "anywhere", maxHeight: "240px", overflow: "auto" },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Quarantine is empty in good books; a page of it is enough to see what is wrong. */
const mostShown = 200;

interface QuarantineProps {
  readonly company: string | null;
  readonly version: string;
}

export function Quarantine({ company, version }: QuarantineProps): ReactNode {
  const section = useSectionStyles();
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const { value, error, reload } = useCall(
    "quarantine.page",
    { company, offset: 0, limit: mostShown },
    version,
  );
  const title = say("problems_quarantineTitle");
  const entries = value?.entries ?? [];
  const more = (value?.total ?? 0) - entries.length;
  return (
    <section className={section.section} data-section="quarantine" tabIndex={-1} aria-label={title}>
      <Text as="h3" size={400} weight="semibold" className={section.title}>
        {title}
      </Text>
      <Text>{say("problems_quarantineText")}</Text>
      {error !== null && <ErrorNotice error={error} retry={reload} />}
      <ul className={styles.list}>
        {entries.map((entry) => (
          <QuarantineItem
            key={`${entry.companyKey} ${entry.table} ${entry.guid} ${entry.receivedAt}`}
            entry={entry}
          />
        ))}
      </ul>
      {more > 0 && <Text className={styles.quiet}>+ {formatCount(more)}</Text>}
      <div className={section.buttons}>
        <Button
          onClick={() =>
            void act("quarantine.replay", { company }, { onDone: () => say("problems_started") })
          }
        >
          {say("problems_replay")}
        </Button>
      </div>
    </section>
  );
}

function QuarantineItem({ entry }: { readonly entry: QuarantineEntry }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const facts = [
    entry.company,
    `${sayTableWord(language, entry.table)} ${entry.nameOrNumber}`.trim(),
    formatDay(entry.voucherDate, language),
    formatFullMoment(entry.receivedAt, language),
    entry.attempts === 1 ? say("problems_attemptsOne") : say("problems_attempts", { count: entry.attempts }),
  ].filter((fact) => fact !== "");
  return (
    <li className={styles.entry}>
      <Text weight="semibold">
        {entry.fieldName === "" ? "" : `${titlesOfColumn(entry.fieldName)[language]}: `}
        {sayReason(entry.reason, say)}
      </Text>
      <Text size={200} className={styles.quiet}>
        {facts.join(" · ")}
      </Text>
      <details>
        <summary>{say("problems_showRaw")}</summary>
        {/* It is scrolled, so the keyboard must reach it. */}
        <pre tabIndex={0} aria-label={say("problems_showRaw")}>
          {entry.rawXml}
        </pre>
      </details>
    </li>
  );
}
