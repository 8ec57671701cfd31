import { useEffect, useSyncExternalStore } from "react";
import type { Theme } from "@fluentui/react-components";
import type { AppSettings } from "../../src-main/contract/app-settings.ts";
import { themeOf } from "../theme.ts";

const darkSystem = window.matchMedia("(prefers-color-scheme: dark)");

function listenToSystem(listener: () => void): () => void {
  darkSystem.addEventListener("change", listener);
  return () => darkSystem.removeEventListener("change", listener);
}

/** The theme of the settings, or the system's; the page around React's tree follows. */
export function useTheme(chosen: AppSettings["theme"]): Theme {
  const isSystemDark = useSyncExternalStore(listenToSystem, () => darkSystem.matches);
  const isDark = chosen === "system" ? isSystemDark : chosen === "dark";
  const theme = themeOf(isDark);
  useEffect(() => {
    document.body.style.backgroundColor = theme.colorNeutralBackground2;
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  }, [theme, isDark]);
  return theme;
}
