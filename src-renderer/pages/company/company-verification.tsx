import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircle32Filled, QuestionCircle32Regular, Warning32Filled } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { CompanyDetail, CompanyVerification as Verification } from "../../../src-main/contract/pages.ts";
import { Card } from "../../components/card.tsx";
import { formatCount, formatDay, formatFreshness } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { useNow } from "../../state/use-now.ts";
import { useCompanyActions } from "../companies/use-company-actions.ts";
import { sayChecked, sayDoubt } from "./company-model.ts";
import { DifferenceTable } from "./difference-table.tsx";

const useStyles = makeStyles({
  column: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  verdict: { display: "flex", gap: tokens.spacingHorizontalM, alignItems: "flex-start" },
  words: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  verified: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  differs: { color: tokens.colorStatusWarningForeground3, flexShrink: 0 },
  unknown: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  doubts: { margin: 0, paddingLeft: "20px", lineHeight: tokens.lineHeightBase400 },
});

interface CompanyVerificationProps {
  readonly company: CompanyState;
  readonly detail: CompanyDetail;
}

/** Whether the database equals Tally's own figures, and where not. */
export function CompanyVerification({ company, detail }: CompanyVerificationProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const { verification } = detail;
  return (
    <div className={styles.column}>
      <Card>
        {verification === null ? <NeverVerified /> : <Outcome verification={verification} />}
        <VerifyButtons company={company} />
      </Card>
      {/* Before the list of what differs, which may be long: it may be all that is behind it. */}
      {verification !== null && verification.doubts.length > 0 && (
        <Card title={say("verify_doubts")}>
          <ul className={styles.doubts}>
            {verification.doubts.map((doubt) => (
              <li key={doubt}>{sayDoubt(doubt, language)}</li>
            ))}
          </ul>
          {verification.doubts.includes("deletesKept") && <AskAgainButton company={company} />}
        </Card>
      )}
      {verification !== null && verification.differences.length > 0 && (
        <DifferenceTable company={company} differences={verification.differences} />
      )}
    </div>
  );
}

/** What was kept once is not kept for ever: the decision can be taken anew. */
function AskAgainButton({ company }: { readonly company: CompanyState }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const act = useAction();
  const askAgain = (): void =>
    void act(
      "deletes.askAgain",
      { company: company.key },
      { onDone: ({ asked }) => say("verify_askedAgain", { count: formatCount(asked) }) },
    );
  return (
    <div className={styles.buttons}>
      <Button onClick={askAgain}>{say("verify_askAgain")}</Button>
    </div>
  );
}

function NeverVerified(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <div className={styles.verdict}>
      <QuestionCircle32Regular aria-hidden className={styles.unknown} />
      <div className={styles.words}>
        <Text size={400} weight="semibold">
          {say("verify_never")}
        </Text>
        <Text>{say("verify_neverText")}</Text>
      </div>
    </div>
  );
}

const icons = {
  verified: CheckmarkCircle32Filled,
  differs: Warning32Filled,
  unknown: QuestionCircle32Regular,
} as const;

function Outcome({ verification }: { readonly verification: Verification }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const { verdict, at, asOf, checked } = verification;
  const Icon = icons[verdict];
  const when = [
    say("verify_when", { time: formatFreshness(at, now, language) }),
    ...(asOf === null ? [] : [say("verify_asOf", { day: formatDay(asOf, language) })]),
  ];
  const counts = sayChecked(checked, language);
  return (
    <div className={styles.verdict}>
      <Icon aria-hidden className={styles[verdict]} />
      <div className={styles.words}>
        <Text size={400} weight="semibold" role="status">
          {say(`verify_title_${verdict}`)}
        </Text>
        <Text>{when.join(" · ")}</Text>
        {counts !== null && (
          <Text size={200} className={styles.quiet}>
            {counts}
          </Text>
        )}
      </div>
    </div>
  );
}

function VerifyButtons({ company }: { readonly company: CompanyState }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { verify, repair } = useCompanyActions(company, () => undefined);
  const isDifferent = company.verdict === "differs";
  return (
    <>
      <div className={styles.buttons}>
        <Button
          appearance={isDifferent ? "secondary" : "primary"}
          disabled={!company.isOpen}
          onClick={verify}
        >
          {say("verify_now")}
        </Button>
        <Button
          appearance={isDifferent ? "primary" : "secondary"}
          disabled={!company.isOpen}
          onClick={repair}
        >
          {say("verify_repair")}
        </Button>
      </div>
      <Text size={200} className={styles.quiet}>
        {say(company.isOpen ? "verify_repairHint" : "verify_notOpen")}
      </Text>
    </>
  );
}
