import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { PageHeader } from "../../components/page-header.tsx";
import type { SettingsSection } from "../../routes.ts";
import { settingsSections } from "../../routes.ts";
import { useSay } from "../../state/app-context.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { DataSection } from "./data-section.tsx";
import { DatabaseSection } from "./database-section.tsx";
import { FieldsSection } from "./fields-section.tsx";
import { HelpSection } from "./help-section.tsx";
import { NotificationsSection } from "./notifications-section.tsx";
import { ScheduleSection } from "./schedule-section.tsx";
import { TallySection } from "./tally-section.tsx";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  tabs: { flexWrap: "wrap" },
  section: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    paddingTop: tokens.spacingVerticalS,
  },
});

function SectionOf({ section }: { readonly section: SettingsSection }): ReactNode {
  switch (section) {
    case "tally":
      return <TallySection />;
    case "database":
      return <DatabaseSection />;
    case "schedule":
      return <ScheduleSection />;
    case "notifications":
      return <NotificationsSection />;
    case "data":
      return <DataSection />;
    case "fields":
      return <FieldsSection />;
    case "help":
      return <HelpSection />;
  }
}

export function SettingsPage({ section }: { readonly section: SettingsSection }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  return (
    <div className={styles.page}>
      <PageHeader title={say("pageSettings")} />
      <TabList
        className={styles.tabs}
        aria-label={say("settings_sections")}
        selectedValue={section}
        onTabSelect={(_event, { value }) => {
          const chosen = settingsSections.find((one) => one === value);
          if (chosen !== undefined) navigateTo({ page: "settings", section: chosen });
        }}
      >
        {settingsSections.map((each) => (
          <Tab key={each} value={each}>
            {say(`settings_section_${each}`)}
          </Tab>
        ))}
      </TabList>
      <div className={styles.section} role="tabpanel" aria-label={say(`settings_section_${section}`)}>
        <SectionOf section={section} />
      </div>
    </div>
  );
}
