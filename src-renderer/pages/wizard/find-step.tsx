import { Button, makeStyles, Radio, RadioGroup, Spinner, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Filled } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import type { FoundTally } from "../../../src-main/contract/pages.ts";
import { defaultTallyUrl } from "../../../src-main/contract/settings.ts";
import { Card } from "../../components/card.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useSay, useSettings } from "../../state/app-context.tsx";
import { FindTrouble } from "./find-trouble.tsx";
import { StepForm } from "./step-form.tsx";
import { TypedAddress } from "./typed-address.tsx";
import { useTallySearch } from "./use-tally-search.ts";
import { foundAt, isUsable, summariseSearch } from "./wizard-model.ts";
import type { SaveProps, StepProps } from "./wizard-page.tsx";

const useStyles = makeStyles({
  found: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  tick: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  sample: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    alignItems: "flex-start",
  },
});

function hasCompanies(found: readonly FoundTally[]): boolean {
  return found.some(({ sight, error }) => sight === "answers" && error === null);
}

/** Finds Tally by itself; what stands in the way is told apart and shown. */
export function FindStep({ save, leave }: StepProps): ReactNode {
  const say = useSay();
  const settings = useSettings();
  const [typed, setTyped] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const stored = settings.tallyUrl === defaultTallyUrl || settings.isSample ? null : settings.tallyUrl;
  const search = useTallySearch(typed ?? stored, hasCompanies);
  // The sample is told first where it is in use: it is the one that is gone on with.
  const found = settings.isSample ? (search.found?.slice(0, 1) ?? null) : foundAt(search.found, typed);
  const summary = summariseSearch(found);
  const usable = found?.filter(isUsable) ?? [];
  const chosen =
    usable.find(({ url }) => url === picked) ?? usable.find(({ sight }) => sight === "answers") ?? usable[0];
  const goOn = (): void => {
    if (chosen === undefined) return;
    const address = settings.isSample ? {} : { tallyUrl: chosen.url };
    void save({ ...address, wizardStep: "companies" });
  };
  return (
    <StepForm step="findTally" canGoOn={chosen !== undefined} onNext={goOn} save={save} leave={leave}>
      {search.error !== null && <ErrorNotice error={search.error} retry={search.lookAgain} />}
      {summary.kind === "searching" && <Spinner label={say("wizard_searching")} labelPosition="after" />}
      {(summary.kind === "found" || summary.kind === "noCompany") && (
        <Found tallies={summary.tallies} chosen={chosen?.url ?? ""} onChoose={setPicked} />
      )}
      {summary.kind !== "found" && summary.kind !== "searching" && (
        <FindTrouble kind={summary.kind} isSearching={search.isSearching} onLookAgain={search.lookAgain} />
      )}
      {settings.isSample ? <OwnTally save={save} /> : <TypedAddress onLook={setTyped} />}
      {!settings.isSample && <Sample save={save} />}
    </StepForm>
  );
}

interface FoundProps {
  readonly tallies: readonly FoundTally[];
  readonly chosen: string;
  readonly onChoose: (url: string) => void;
}

function Found({ tallies, chosen, onChoose }: FoundProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { isSample } = useSettings();
  const [first] = tallies;
  if (first === undefined || first.sight === "noCompany") return null;
  const describe = ({ url, companies }: FoundTally): string =>
    [
      isSample ? say("tally_sample") : say("wizard_foundAt", { url }),
      companies.length === 1
        ? say("wizard_foundCompaniesOne")
        : say("wizard_foundCompanies", { count: companies.length }),
    ].join(" · ");
  return (
    <Card>
      <div className={styles.found} role="status">
        <CheckmarkCircle20Filled aria-hidden className={styles.tick} />
        <Text weight="semibold">
          {tallies.length === 1 ? say("wizard_foundOne") : say("wizard_foundMany", { count: tallies.length })}
        </Text>
      </div>
      {tallies.length === 1 ? (
        <Text>{describe(first)}</Text>
      ) : (
        <RadioGroup value={chosen} onChange={(_event, data) => onChoose(data.value)}>
          {tallies.map((tally) => (
            <Radio key={tally.url} value={tally.url} label={describe(tally)} />
          ))}
        </RadioGroup>
      )}
    </Card>
  );
}

function Sample({ save }: SaveProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <div className={styles.sample}>
      <Button onClick={() => void save({ isSample: true, companies: [], wizardStep: "companies" })}>
        {say("wizard_sample")}
      </Button>
      <Text size={200} className={styles.quiet}>
        {say("wizard_sampleHint")}
      </Text>
    </div>
  );
}

/** Back from the sample to a Tally of one's own. */
function OwnTally({ save }: SaveProps): ReactNode {
  const say = useSay();
  return (
    <div>
      <Button onClick={() => void save({ isSample: false, companies: [] })}>{say("wizard_ownTally")}</Button>
    </div>
  );
}
