import {
  Button,
  Field,
  Input,
  Link,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ArrowClockwise20Regular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import type { FoundTally } from "../../src-main/contract/pages.ts";
import { useSay } from "../state/app-context.tsx";
import { useCall } from "../state/use-call.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { useTallyHelp } from "./tally-help-dialog.tsx";

const useStyles = makeStyles({
  finder: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, maxWidth: "620px" },
  found: { display: "flex", flexDirection: "column" },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, alignItems: "end" },
  address: { flex: "1 1 260px" },
});

const sampleValue = "sample";

interface TallyFinderProps {
  readonly url: string;
  readonly isSample: boolean;
  readonly onChoose: (chosen: { readonly tallyUrl: string; readonly isSample: boolean }) => void;
}

/** Finds the Tallys of this PC and takes a typed address; for the settings and for the wizard. */
export function TallyFinder({ url, isSample, onChoose }: TallyFinderProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { show } = useTallyHelp();
  const [typed, setTyped] = useState<string | null>(null);
  // The Tally in use is looked at too, on whatever PC or port it is.
  const { value, error, isLoading, reload } = useCall("tally.find", {
    typed: typed ?? (isSample ? null : url),
  });
  // The sample is told first where it is in use, and has a line of its own below.
  const others = isSample ? (value ?? []).slice(1) : (value ?? []);
  const found = others.filter((each) => each.sight !== "notRunning" || each.url === (typed ?? url));
  const isListed = isSample || found.some((each) => each.url === url);
  return (
    <div className={styles.finder}>
      {isLoading ? <Spinner size="small" labelPosition="after" label={say("tally_finding")} /> : null}
      {error !== null && <ErrorNotice error={error} retry={reload} />}
      {!isLoading && error === null && !isSample && !found.some(({ sight }) => sight !== "notRunning") && (
        <Text role="status">
          {say("tally_none")} <Link onClick={show}>{say("tally_howTo")}</Link>
        </Text>
      )}
      <Field label={say("tally_choose")}>
        <RadioGroup
          value={isSample ? sampleValue : url}
          onChange={(_event, { value: chosen }) =>
            onChoose(
              chosen === sampleValue
                ? { tallyUrl: url, isSample: true }
                : { tallyUrl: chosen, isSample: false },
            )
          }
        >
          {!isListed && <Radio value={url} label={url} />}
          {found.map((each) => (
            <Radio key={each.url} value={each.url} label={<FoundLabel found={each} />} />
          ))}
          <Radio
            value={sampleValue}
            label={
              <span className={styles.found}>
                <Text>{say("tally_sample")}</Text>
                <Text size={200} className={styles.quiet}>
                  {say("tally_sampleHint")}
                </Text>
              </span>
            }
          />
        </RadioGroup>
      </Field>
      <div>
        <Button size="small" icon={<ArrowClockwise20Regular />} disabled={isLoading} onClick={reload}>
          {say("tally_lookAgain")}
        </Button>
      </div>
      <TypedAddress
        onTry={(address) => {
          setTyped(address);
          onChoose({ tallyUrl: address, isSample: false });
        }}
      />
    </div>
  );
}

function FoundLabel({ found }: { readonly found: FoundTally }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const names = found.companies.map(({ name }) => name).join(", ");
  const words =
    found.sight !== "answers"
      ? say(`sight_${found.sight}`)
      : found.companies.length === 0
        ? say("tally_companiesNone")
        : say("tally_companies", { count: found.companies.length, names });
  return (
    <span className={styles.found}>
      <Text>{found.url}</Text>
      <Text size={200} className={styles.quiet}>
        {words}
      </Text>
    </span>
  );
}

/** `192.168.1.20:9000` is meant as an address too. */
function completeAddress(text: string): string {
  const trimmed = text.trim().replace(/\/+$/, "");
  return /^https?:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
}

function TypedAddress({ onTry }: { readonly onTry: (address: string) => void }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [text, setText] = useState("");
  const tryIt = (): void => {
    if (text.trim() !== "") onTry(completeAddress(text));
  };
  return (
    <div className={styles.row}>
      <Field label={say("tally_typedLabel")} hint={say("tally_typedHint")} className={styles.address}>
        <Input
          value={text}
          placeholder="http://localhost:9000"
          spellCheck={false}
          onChange={(_event, { value }) => setText(value)}
          onKeyDown={(event) => event.key === "Enter" && tryIt()}
        />
      </Field>
      <Button onClick={tryIt}>{say("tally_typedTry")}</Button>
    </div>
  );
}
