import { Button, Text } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { HeldDeleteEntry, HeldDeletePage } from "../../../src-main/contract/pages.ts";
import { sayTableWord } from "../../../src-main/contract/texts.ts";
import type { Language } from "../../../src-main/contract/texts.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { heightOfRows, VirtualTable } from "../../components/virtual-table.tsx";
import type { TableColumn } from "../../components/virtual-table.tsx";
import { formatDay, formatFullMoment } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { usePages } from "../../state/use-pages.ts";
import { useSectionStyles } from "./section-styles.ts";

const mostRowsShown = 8;

function rowsOf({ entries, total }: HeldDeletePage): {
  readonly rows: readonly HeldDeleteEntry[];
  readonly total: number;
} {
  return { rows: entries, total };
}

type DeleteColumn = "Table" | "Name" | "Date" | "When";
const widths: Readonly<Record<DeleteColumn, number>> = { Table: 110, Name: 220, Date: 110, When: 160 };
const deleteColumns = Object.keys(widths) as readonly DeleteColumn[];

function cellOf(entry: HeldDeleteEntry, column: DeleteColumn, language: Language): string {
  switch (column) {
    case "Table":
      return sayTableWord(language, entry.table);
    case "Name":
      return entry.nameOrNumber;
    case "Date":
      return formatDay(entry.voucherDate, language);
    case "When":
      return formatFullMoment(entry.foundAt, language);
  }
}

interface HeldDeletesProps {
  readonly company: CompanyState;
  readonly version: string;
}

/** What Tally no longer shows, to be looked at before it is decided. */
export function HeldDeletes({ company, version }: HeldDeletesProps): ReactNode {
  const section = useSectionStyles();
  const say = useSay();
  const language = useLanguage();
  const columns = deleteColumns.map((name): TableColumn => ({
    key: name,
    heading: say(`problems_column${name}`),
    width: widths[name],
  }));
  const pages = usePages("deletes.page", { company: company.key }, rowsOf, version);
  const title = say("problems_deletesTitle", { company: company.name });
  const total = pages.total ?? 0;
  return (
    <section
      className={section.section}
      data-section={`deletes ${company.key}`}
      tabIndex={-1}
      aria-label={title}
    >
      <Text as="h3" size={400} weight="semibold" className={section.title}>
        {title}
      </Text>
      <Text>{say("problems_deletesText")}</Text>
      {pages.error !== null && <ErrorNotice error={pages.error} retry={pages.reload} />}
      {total > 0 && (
        <VirtualTable
          label={title}
          columns={columns}
          rowCount={total}
          height={heightOfRows(Math.min(total, mostRowsShown))}
          onLook={pages.want}
          renderCell={(row, place) => {
            const entry = pages.rowAt(row);
            const column = deleteColumns[place];
            return entry === null || column === undefined ? "…" : cellOf(entry, column, language);
          }}
        />
      )}
      <DecideButtons company={company} total={total} shownUntil={pages.answer?.shownUntil ?? null} />
    </section>
  );
}

interface DecideProps {
  readonly company: CompanyState;
  readonly total: number;
  readonly shownUntil: string | null;
}

function DecideButtons({ company, total, shownUntil }: DecideProps): ReactNode {
  const section = useSectionStyles();
  const say = useSay();
  const act = useAction();
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  if (shownUntil === null || total === 0) return null;
  const decide = (decision: "accepted" | "dismissed"): void =>
    void act(
      "deletes.decide",
      { company: company.key, decision, shownUntil },
      {
        company: company.key,
        onDone: ({ decided }) =>
          decision === "accepted"
            ? say("problems_deletesAccepted", { count: decided })
            : say("problems_deletesKept", { count: decided }),
      },
    );
  const values = { count: total, company: company.name };
  const accept =
    total === 1 ? say("problems_deletesAcceptOne") : say("problems_deletesAccept", { count: total });
  return (
    <div className={section.buttons}>
      <Button
        appearance="primary"
        onClick={() =>
          setConfirmation({
            title: say("problems_acceptTitle", values),
            text: say("problems_acceptText"),
            confirm: accept,
            onConfirm: () => decide("accepted"),
          })
        }
      >
        {accept}
      </Button>
      <Button
        onClick={() =>
          setConfirmation({
            title: say("problems_keepTitle", values),
            text: say("problems_keepText"),
            confirm: say("problems_deletesKeep"),
            onConfirm: () => decide("dismissed"),
          })
        }
      >
        {say("problems_deletesKeep")}
      </Button>
      <ConfirmDialog confirmation={confirmation} onClose={() => setConfirmation(null)} />
    </div>
  );
}
