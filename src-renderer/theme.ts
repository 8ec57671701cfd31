import { webDarkTheme, webLightTheme } from "@fluentui/react-components";
import type { Theme } from "@fluentui/react-components";

/** Windows' own typeface, with its partner for Devanagari. */
const fontFamilyBase =
  "'Segoe UI Variable Text', 'Segoe UI', 'Nirmala UI', 'Noto Sans', 'Noto Sans Devanagari', sans-serif";

const lightTheme: Theme = { ...webLightTheme, fontFamilyBase };
const darkTheme: Theme = { ...webDarkTheme, fontFamilyBase };

export function themeOf(isDark: boolean): Theme {
  return isDark ? darkTheme : lightTheme;
}
