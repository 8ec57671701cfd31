import { CounterBadge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  BuildingMultiple20Filled,
  BuildingMultiple20Regular,
  History20Filled,
  History20Regular,
  Settings20Filled,
  Settings20Regular,
  Warning20Filled,
  Warning20Regular,
} from "@fluentui/react-icons";
import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { Route } from "../../src-main/contract/channels.ts";
import { formatRoute } from "../routes.ts";
import { useAgent, useSay } from "../state/app-context.tsx";
import { useRoute } from "../state/use-route.ts";

const useStyles = makeStyles({
  rail: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    width: "184px",
    flexShrink: 0,
    boxSizing: "border-box",
    padding: tokens.spacingHorizontalS,
    overflowY: "auto",
    "@media (max-width: 860px)": { width: "92px" },
  },
  link: {
    position: "relative",
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: "8px 12px",
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: "none",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    "@media (max-width: 860px)": {
      flexDirection: "column",
      gap: "2px",
      padding: "8px 2px",
      fontSize: tokens.fontSizeBase200,
      textAlign: "center",
    },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    fontWeight: tokens.fontWeightSemibold,
    "& svg": { color: tokens.colorCompoundBrandForeground1 },
    "@media (forced-colors: active)": { outline: "2px solid Highlight", outlineOffset: "-2px" },
  },
  badge: {
    marginLeft: "auto",
    "@media (max-width: 860px)": { position: "absolute", top: "2px", right: "14px" },
  },
});

type Page = "companies" | "activity" | "problems" | "settings";

const pages: readonly { page: Page; key: PageKey; regular: FluentIcon; filled: FluentIcon }[] = [
  {
    page: "companies",
    key: "pageCompanies",
    regular: BuildingMultiple20Regular,
    filled: BuildingMultiple20Filled,
  },
  { page: "activity", key: "pageActivity", regular: History20Regular, filled: History20Filled },
  { page: "problems", key: "pageProblems", regular: Warning20Regular, filled: Warning20Filled },
  { page: "settings", key: "pageSettings", regular: Settings20Regular, filled: Settings20Filled },
];
type PageKey = "pageCompanies" | "pageActivity" | "pageProblems" | "pageSettings";

function railPageOf(route: Route): Route["page"] {
  return route.page === "company" ? "companies" : route.page;
}

export function NavigationRail(): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const here = railPageOf(useRoute());
  const waiting = useAgent().companies.filter(
    ({ isChosen, standing }) => isChosen && (standing === "error" || standing === "attention"),
  ).length;
  return (
    <nav className={styles.rail} aria-label={say("navigation")}>
      {pages.map(({ page, key, regular: Regular, filled: Filled }) => (
        <a
          key={page}
          href={formatRoute({ page })}
          className={mergeClasses(styles.link, here === page && styles.current)}
          aria-current={here === page ? "page" : undefined}
        >
          {here === page ? <Filled aria-hidden /> : <Regular aria-hidden />}
          <span>{say(key)}</span>
          {page === "problems" && waiting > 0 && (
            <CounterBadge
              className={styles.badge}
              count={waiting}
              size="small"
              color="danger"
              aria-label={say("problemsWaiting", { count: waiting })}
            />
          )}
        </a>
      ))}
    </nav>
  );
}
