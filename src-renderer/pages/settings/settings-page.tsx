import type { ReactNode } from "react";

export function SettingsPage(_props: { readonly section: string }): ReactNode {
  return null;
}
