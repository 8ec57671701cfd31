import type { ReactNode } from "react";

export function ProblemsPage(_props: { readonly company: string | null }): ReactNode {
  return null;
}
