import { Spinner } from "@fluentui/react-components";
import { DocumentTable20Regular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { ViewDescription } from "../../../src-main/contract/pages.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useSay } from "../../state/app-context.tsx";
import { useCall } from "../../state/use-call.ts";
import { firstViewOf, queryOf } from "./browser-model.ts";
import { BrowserGrid } from "./browser-grid.tsx";
import { BrowserToolbar } from "./browser-toolbar.tsx";

/** The ready views and the tables, read in pages. */
export function DataBrowser({ company }: { readonly company: CompanyState }): ReactNode {
  const say = useSay();
  const views = useCall("views.list", undefined);
  if (views.error !== null)
    return <ErrorNotice error={views.error} company={company.key} retry={views.reload} />;
  if (views.value === null) return <Spinner label={say("loading")} />;
  const first = firstViewOf(views.value);
  if (company.companyId === null || first === undefined) {
    return (
      <EmptyState
        icon={<DocumentTable20Regular />}
        title={say("data_emptyTitle")}
        text={say("company_noTables")}
      />
    );
  }
  return <Browser company={company.key} views={views.value} first={first.name} />;
}

interface BrowserProps {
  readonly company: string;
  readonly views: readonly ViewDescription[];
  readonly first: string;
}

function Browser({ company, views, first }: BrowserProps): ReactNode {
  const [query, setQuery] = useState(() => queryOf(first));
  const [total, setTotal] = useState("");
  const view = views.find(({ name }) => name === query.view);
  if (view === undefined) return null;
  return (
    <>
      <BrowserToolbar
        company={company}
        views={views}
        view={view}
        query={query}
        total={total}
        onChange={setQuery}
      />
      <BrowserGrid
        key={view.name}
        company={company}
        view={view}
        query={query}
        onChange={setQuery}
        onTotal={setTotal}
      />
    </>
  );
}
