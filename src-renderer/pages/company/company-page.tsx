import type { ReactNode } from "react";

export function CompanyPage({ company }: { readonly company: string }): ReactNode {
  return <p>{company}</p>;
}
