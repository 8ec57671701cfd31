import type { CompanyIdentity } from "../../../src-main/contract/company.ts";
import type { LineLayout, ReportLayout } from "../../../src-main/source/report.ts";
import { escapeXml } from "../../../src-main/source/tdl-text.ts";

/** Writes answers by hand, as Tally prints them, for the generated tags of a request. */

export type Printed = Readonly<Record<string, string>>;

export const aarav: CompanyIdentity = {
  guid: "52889497-5b6b-403d-8f83-224e3c7759b4",
  companyNumber: "100003",
  name: "Aarav & Söhne “Trading”",
  booksFrom: "2024-04-01",
};

export function printLine(layout: LineLayout, printed: Printed, inner = ""): string {
  const cells = layout.bindings
    .filter(({ field, tag }, index) => {
      const first = layout.bindings.findIndex((binding) => binding.tag === layout.bindings[index]?.tag);
      const isPrinted = printed[field.column] !== undefined || (layout.isFlat && tag === layout.tag);
      return isPrinted && first === index;
    })
    // What begins a line without an element of its own stands first.
    .sort((one, other) => Number(other.tag === layout.tag) - Number(one.tag === layout.tag))
    .map(({ field, tag }) => `  <${tag}>${printed[field.column] ?? ""}</${tag}>\r\n`);
  if (layout.isFlat) return cells.join("") + inner;
  return ` <${layout.tag}>\r\n${cells.join("")}${inner} </${layout.tag}>\r\n`;
}

interface HeadText {
  readonly company?: Partial<CompanyIdentity>;
  readonly from?: string;
  readonly to?: string;
  readonly masters?: string;
  readonly vouchers?: string;
}

export function printHead(layout: ReportLayout, head: HeadText = {}): string {
  const company = { ...aarav, ...head.company };
  return printLine(layout.head, {
    guid: company.guid,
    name: escapeXml(company.name),
    number: ` ${company.companyNumber}`,
    booksFrom: company.booksFrom,
    masters: head.masters ?? " 266",
    vouchers: head.vouchers ?? " 50",
    from: head.from ?? "2024-04-01",
    to: head.to ?? "2099-12-31",
  });
}

export function printEnd(layout: ReportLayout, rowCount: number, head: HeadText = {}): string {
  return printLine(layout.end, {
    rowCount: ` ${rowCount}`,
    mark: "END",
    masters: head.masters ?? " 266",
    vouchers: head.vouchers ?? " 50",
  });
}

export function printAnswer(layout: ReportLayout, rows: readonly string[], head: HeadText = {}): string {
  const body = `${printHead(layout, head)}${rows.join("")}${printEnd(layout, rows.length, head)}`;
  return `<ENVELOPE>\r\n${body}</ENVELOPE>\r\n`;
}
