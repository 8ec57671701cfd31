import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import type { AppSettingsChange } from "../../../src-main/contract/app-settings.ts";
import { PageMessages } from "../../components/page-messages.tsx";
import { useSay, useSettings, useStore } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { CompaniesStep } from "./companies-step.tsx";
import { DatabaseStep } from "./database-step.tsx";
import { FindStep } from "./find-step.tsx";
import { FirstLoadStep } from "./first-load-step.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { ScheduleStep } from "./schedule-step.tsx";
import { StepList } from "./step-list.tsx";
import { shownStepOf } from "./wizard-model.ts";
import type { ShownStep } from "./wizard-model.ts";

const useStyles = makeStyles({
  wizard: { display: "flex", flexDirection: "column", height: "100%", overflowY: "auto" },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flex: "1 1 260px" },
  title: { margin: 0, display: "block" },
  reads: { color: tokens.colorNeutralForeground2 },
  body: {
    display: "flex",
    flexWrap: "wrap",
    flex: "1 1 auto",
    gap: tokens.spacingHorizontalXXL,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
  },
  step: { flex: "1 1 420px", minWidth: 0, maxWidth: "760px", display: "flex", flexDirection: "column" },
});

export interface SaveProps {
  /** Stores what the step decided, and where the wizard stands. */
  readonly save: (change: AppSettingsChange) => Promise<boolean>;
}

export interface StepProps extends SaveProps {
  /** "Finish later". */
  readonly leave: () => void;
}

/** The title has the focus when a step begins: Enter goes on from there as well. */
function goOnFromTitle(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLHeadingElement)) return;
  event.currentTarget.querySelector("form")?.requestSubmit();
}

/** Five screens from nothing to the first load; each can be left and comes back where it was. */
export function WizardPage(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const store = useStore();
  const act = useAction();
  const { wizardStep } = useSettings();
  const [isRepeated] = useState(wizardStep === "done");
  const step = shownStepOf(wizardStep);
  const save = (change: AppSettingsChange): Promise<boolean> =>
    act("settings.change", change, {
      onDone: (settings) => {
        store.takeSettings(settings);
        return null;
      },
    });
  // A set-up that was complete stays so when it is looked through again; what was chosen on the way is kept.
  const leave = async (): Promise<void> => {
    if (!isRepeated || (await save({ wizardStep: "done" }))) navigateTo({ page: "companies" });
  };
  return (
    <div className={styles.wizard}>
      <header className={styles.head}>
        <div className={styles.words}>
          <Text as="h1" size={500} weight="semibold" className={styles.title}>
            {say("wizard_title")}
          </Text>
          <Text className={styles.reads}>{say("wizard_onlyReads")}</Text>
        </div>
        <LanguageChoice save={save} />
      </header>
      <div className={styles.body}>
        <StepList current={step} />
        <main className={styles.step} key={step} onKeyDown={goOnFromTitle}>
          <PageMessages />
          <StepTitle step={step} />
          <Step step={step} save={save} leave={() => void leave()} />
        </main>
      </div>
    </div>
  );
}

/** Takes the focus when the step changes, so that it is read and Tab goes on from there. */
function StepTitle({ step }: { readonly step: ShownStep }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.title} style={{ outline: "none" }}>
      <Text size={500} weight="semibold">
        {say(`wizard_step_${step}`)}
      </Text>
    </h2>
  );
}

function Step({ step, ...props }: StepProps & { readonly step: ShownStep }): ReactNode {
  switch (step) {
    case "findTally":
      return <FindStep {...props} />;
    case "companies":
      return <CompaniesStep {...props} />;
    case "database":
      return <DatabaseStep {...props} />;
    case "schedule":
      return <ScheduleStep {...props} />;
    case "firstLoad":
      return <FirstLoadStep {...props} />;
  }
}
