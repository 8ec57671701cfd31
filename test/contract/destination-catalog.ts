import type { Column, LogicalType, Stream } from "../../src-main/catalog/stream.ts";

/** A small catalog that has every logical type, references, lines and lines with references. */

function column(name: string, type: LogicalType, extra: Partial<Column> = {}): Column {
  return { name, type, doc: `${name}.`, ...extra };
}

function stream(values: Pick<Stream, "name" | "columns" | "children"> & Partial<Stream>): Stream {
  return {
    counter: "masters",
    tallyType: "Test",
    filter: "",
    fetch: [],
    fields: [],
    lists: [],
    isSmall: false,
    version: 1,
    doc: "Test.",
    ...values,
  };
}

export const groups: Stream = stream({
  name: "account_groups",
  columns: [column("name", "name"), column("parent_name", "name", { refersTo: "account_groups" })],
  children: [],
});

export const ledgers: Stream = stream({
  name: "ledgers",
  columns: [
    column("name", "name"),
    column("parent_name", "name", { refersTo: "account_groups" }),
    column("code", "key"),
    column("notes", "text"),
    column("credit_days", "int"),
    column("serial", "bigint"),
    column("opening_balance", "money", { zeroWhenEmpty: true }),
    column("credit_limit", "money"),
    column("tax_rate", "number"),
    column("is_revenue", "bool"),
    column("applicable_from", "date"),
    column("closing_read_at", "time"),
    column("details", "json"),
  ],
  children: [
    {
      name: "ledger_opening_bills",
      parentKey: "ledger_guid",
      doc: "Bills.",
      columns: [column("ledger_name", "name"), column("bill_name", "name"), column("amount", "money")],
    },
  ],
});

export const vouchers: Stream = stream({
  name: "vouchers",
  counter: "vouchers",
  columns: [
    column("date", "date"),
    column("voucher_number", "name"),
    column("party_name", "name", { refersTo: "ledgers" }),
    column("narration", "text"),
    column("amount", "money"),
  ],
  children: [
    {
      name: "voucher_ledger_entries",
      parentKey: "voucher_guid",
      doc: "Lines.",
      columns: [
        column("ledger_name", "name", { refersTo: "ledgers" }),
        column("amount", "money", { zeroWhenEmpty: true }),
        column("is_party_ledger", "bool"),
      ],
    },
    {
      name: "voucher_bill_allocations",
      parentKey: "voucher_guid",
      doc: "Bills.",
      columns: [
        column("ledger_line_no", "int"),
        column("bill_name", "name"),
        column("quantity", "number", { zeroWhenEmpty: true }),
      ],
    },
  ],
});

export const testStreams: readonly Stream[] = [groups, ledgers, vouchers];
