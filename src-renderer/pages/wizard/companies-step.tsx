import { Checkbox, makeStyles, Radio, RadioGroup, Spinner, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import type { FoundCompany, FoundTally } from "../../../src-main/contract/pages.ts";
import { formatDay } from "../../format.ts";
import { useLanguage, useSay, useSettings } from "../../state/app-context.tsx";
import { StepForm } from "./step-form.tsx";
import { useTallySearch } from "./use-tally-search.ts";
import { companiesAt } from "./wizard-model.ts";
import type { StepProps } from "./wizard-page.tsx";

const useStyles = makeStyles({
  list: { display: "flex", flexDirection: "column", marginLeft: "28px" },
  company: { display: "flex", flexDirection: "column", paddingBottom: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

function hasCompanies(found: readonly FoundTally[]): boolean {
  return found.some(({ companies }) => companies.length > 0);
}

/** All of them, which needs no decision, or chosen ones. */
export function CompaniesStep({ save, leave }: StepProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const { tallyUrl, isSample, companies: stored } = useSettings();
  const [isAll, setIsAll] = useState(stored.length === 0);
  const [chosen, setChosen] = useState<readonly string[]>(stored);
  const { found } = useTallySearch(isSample ? null : tallyUrl, hasCompanies);
  const companies = companiesAt(found ?? [], tallyUrl);
  const toggle = (key: string, isChosen: boolean): void =>
    setChosen((before) => [...before.filter((one) => one !== key), ...(isChosen ? [key] : [])]);
  const goOn = (): void => void save({ companies: isAll ? [] : [...chosen], wizardStep: "database" });
  return (
    <StepForm step="companies" canGoOn={isAll || chosen.length > 0} onNext={goOn} save={save} leave={leave}>
      <RadioGroup
        aria-label={say("wizard_companiesTitle")}
        value={isAll ? "all" : "chosen"}
        onChange={(_event, data) => setIsAll(data.value === "all")}
      >
        <Radio value="all" label={say("wizard_companiesAll")} />
        <Radio value="chosen" label={say("wizard_companiesChosen")} />
      </RadioGroup>
      {found === null && <Spinner size="small" label={say("loading")} labelPosition="after" />}
      <div className={styles.list}>
        {companies.map((company) =>
          isAll ? (
            <CompanyName key={company.key} company={company} />
          ) : (
            <CompanyChoice
              key={company.key}
              company={company}
              isChosen={chosen.includes(company.key)}
              onChange={(isChosen) => toggle(company.key, isChosen)}
            />
          ),
        )}
        {found !== null && companies.length === 0 && <Text>{say("wizard_companiesWaiting")}</Text>}
      </div>
      {!isAll && chosen.length === 0 && <Text role="status">{say("wizard_companiesNone")}</Text>}
      <Text size={200} className={styles.quiet}>
        {say("wizard_companiesHint")}
      </Text>
    </StepForm>
  );
}

interface CompanyChoiceProps {
  readonly company: FoundCompany;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

function CompanyChoice({ company, isChosen, onChange }: CompanyChoiceProps): ReactNode {
  return (
    <Checkbox
      checked={isChosen}
      disabled={company.isGroupCompany}
      onChange={(_event, data) => onChange(data.checked === true)}
      label={<CompanyName company={company} />}
    />
  );
}

function CompanyName({ company }: { readonly company: FoundCompany }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const language = useLanguage();
  const detail = company.isGroupCompany
    ? say("wizard_companyGroup")
    : say("wizard_companyBooks", { day: formatDay(company.booksFrom, language) });
  return (
    <span className={styles.company}>
      <Text>{company.name}</Text>
      <Text size={200} className={styles.quiet}>
        {detail}
      </Text>
    </span>
  );
}
