import { describe, expect, it } from "vitest";
import { column, defineStream } from "../../../src-main/catalog/define.ts";
import type { Field, ListReading, Stream } from "../../../src-main/catalog/stream.ts";
import type { EntityRow, RejectedRecord } from "../../../src-main/contract/value.ts";
import { createNormaliser } from "../../../src-main/source/normalise.ts";
import type { LineLayout } from "../../../src-main/source/report.ts";
import { type Scope, writeMastersRequest } from "../../../src-main/source/request.ts";
import { createRowReader } from "../../../src-main/source/row-reader.ts";
import { type Printed, aarav, printLine } from "./answer-texts.ts";

const scope: Scope = {
  company: aarav.name,
  companyGuid: aarav.guid,
  period: { from: "2025-04-01", to: "2025-04-30" },
  isCounted: true,
  headForm: "parts",
};

const text = (columnName: string, more: Partial<Field> = {}): Field => ({
  column: columnName,
  expression: `$${columnName.replace(/[^a-z]/g, "")}`,
  decode: "text",
  ...more,
});

const costs: ListReading = {
  list: "CostCentreAllocations",
  when: "Yes",
  table: "costs",
  inherit: { ledger: "ledger", category: "$category" },
  lineNumberOf: { line_no_of: "lines" },
  fields: [text("centre")],
};

const stream: Stream = defineStream({
  name: "things",
  counter: "masters",
  tallyType: "Ledger",
  isSmall: true,
  doc: "For this test only.",
  columns: [
    column("name", "name", "-"),
    column("date", "date", "-"),
    column("due", "date", "-"),
    column("address", "text", "-"),
    column("amount", "money", "-", { zeroWhenEmpty: true }),
    column("limit", "money", "-"),
    column("days", "int", "-"),
    column("due_days", "date", "-"),
    column("flag", "bool", "-"),
    column("view", "text", "-"),
    column("series", "text", "-"),
    column("computed", "text", "-", { derived: true }),
  ],
  children: [
    {
      name: "lines",
      parentKey: "thing_guid",
      doc: "-",
      columns: [
        column("ledger", "name", "-"),
        column("amount", "money", "-", { zeroWhenEmpty: true }),
        column("is_debit", "bool", "-"),
        column("note", "text", "-"),
        column("origin", "text", "-"),
        column("is_main", "bool", "-"),
        column("usual_kind", "text", "-"),
      ],
    },
    {
      name: "batches",
      parentKey: "thing_guid",
      doc: "-",
      columns: [
        column("batch", "name", "-"),
        column("godown", "text", "-"),
        column("amount", "money", "-", { zeroWhenEmpty: true }),
        column("ledger", "name", "-"),
        column("line_no_of", "int", "-"),
      ],
    },
    {
      name: "costs",
      parentKey: "thing_guid",
      doc: "-",
      columns: [
        column("ledger", "name", "-"),
        column("category", "name", "-"),
        column("centre", "name", "-"),
        column("line_no_of", "int", "-"),
      ],
    },
    {
      name: "extras",
      parentKey: "thing_guid",
      doc: "-",
      columns: [column("ledger", "name", "-"), column("rate", "number", "-")],
    },
  ],
  fields: [
    text("name"),
    text("date", { decode: "date" }),
    text("due", { decode: "date", whenAbsent: { copyOf: "date" } }),
    text("amount", { decode: "amount" }),
    text("limit", { decode: "amount" }),
    text("days", { decode: "days" }),
    text("due_days", { decode: "date", whenAbsent: { daysAfter: "date", days: "days" } }),
    text("flag", { decode: "logical" }),
    text("view", { whenAbsent: { fromFlag: "flag", yes: "invoice", no: "plain" } }),
    text("series", { whenAbsent: { value: "Default" } }),
    text("$day", { decode: "date" }),
  ],
  lists: [
    { list: "Address", when: "Yes", joinInto: "address", fields: [text("address")] },
    {
      list: "LedMailingDetails",
      when: "Yes",
      fields: [],
      lists: [{ list: "Address", when: "Yes", joinInto: "address", fields: [text("address")] }],
    },
    {
      list: "AllLedgerEntries",
      when: "Yes",
      table: "lines",
      constant: { origin: "ledger" },
      fields: [
        text("ledger"),
        text("ledger", { expression: "$other" }),
        text("amount", { decode: "amount", whenAbsent: { copyOfAncestor: "amount" } }),
        text("is_debit", { decode: "logical", whenAbsent: { fromSign: "amount" } }),
        text("note", { whenAbsent: { value: "" } }),
        text("is_main", {
          decode: "logical",
          whenAbsent: { withColumn: "note", missing: true, there: false },
        }),
        text("usual_kind", { whenAbsent: { whereFilled: ["note", "$plain"], yes: "usual", no: "" } }),
        text("$plain"),
        text("$kind"),
        text("$rate", { decode: "decimal" }),
      ],
      dropWhenEmpty: ["ledger", "note"],
      copies: [{ table: "extras", whenFilled: "$kind", columns: { ledger: "ledger", rate: "$rate" } }],
      lists: [
        {
          list: "BatchAllocations",
          when: "Yes",
          table: "batches",
          inherit: { ledger: "ledger" },
          lineNumberOf: { line_no_of: "lines" },
          fields: [text("batch"), text("amount", { decode: "amount" })],
          implied: {
            whenFilled: ["$plain"],
            constant: { godown: "Main" },
            columns: { batch: "$plain", amount: "amount" },
          },
        },
        {
          list: "CategoryAllocations",
          when: "Yes",
          fields: [text("$category")],
          lists: [costs],
        },
      ],
    },
    {
      list: "AllInventoryEntries",
      when: "Yes",
      fields: [
        text("ledger", {
          whenAbsent: { copyOfLine: "ledger", table: "lines", line: 2, where: "$is_like" },
        }),
        text("$is_like", { decode: "logical" }),
      ],
      lists: [
        {
          ...costs,
          lineNumberOf: {},
          lineNumberWhere: { line_no_of: { table: "lines", where: "ledger" } },
          unlessAlreadyRead: ["ledger"],
        },
      ],
    },
  ],
});

const { layout } = writeMastersRequest(scope, stream);
const root = layout.rows;
if (root === null) throw new Error("no rows");

function lineOf(parent: LineLayout, list: string): LineLayout {
  const found = [...parent.lines.values()].find((line) => line.reading?.list === list);
  if (found === undefined) throw new Error(`no ${list}`);
  return found;
}
const entries = lineOf(root, "AllLedgerEntries");
const categories = lineOf(entries, "CategoryAllocations");
const items = lineOf(root, "AllInventoryEntries");
const identity = { tally_guid: "-000000ab", master_id: " 171", alter_id: " 9" };

function normalise(printed: Printed, inner = ""): EntityRow | RejectedRecord {
  if (root === null) throw new Error("no rows");
  let result: EntityRow | RejectedRecord | null = null;
  const read = createNormaliser(stream, root, aarav.guid);
  const reader = createRowReader(new Map([[root.tag, root]]), (line) => {
    const normalised = read(line);
    result = normalised.kind === "row" ? normalised.row : normalised.record;
  });
  reader.write(`<ENVELOPE>${printLine(root, printed, inner)}</ENVELOPE>`);
  reader.end();
  if (result === null) throw new Error("nothing was read");
  return result;
}

describe("an entity's own values", () => {
  it("are empty by the column's rule where nothing came", () => {
    expect(normalise(identity)).toEqual({
      guid: `${aarav.guid}-000000ab`,
      masterId: 171,
      alterId: 9,
      values: {
        name: "",
        date: null,
        due: null,
        address: "",
        amount: "0",
        limit: null,
        days: null,
        due_days: null,
        flag: false,
        view: "plain",
        series: "Default",
      },
      children: { lines: [], batches: [], costs: [], extras: [] },
    });
  });

  it("follow whenAbsent only when the element is missing, not when it is empty", () => {
    expect(normalise({ ...identity, date: "1-Apr-25", flag: "Yes" })).toMatchObject({
      values: { date: "2025-04-01", due: "2025-04-01", view: "invoice", series: "Default" },
    });
    expect(normalise({ ...identity, date: "1-Apr-25", due: "", view: "", series: "" })).toMatchObject({
      values: { due: null, view: "", series: "" },
    });
  });

  it("are counted in days from another date, where the days are known", () => {
    const dueOf = (printed: Printed) =>
      (normalise({ ...identity, ...printed }) as EntityRow).values["due_days"];
    expect(dueOf({ date: "2025-12-30", days: "30 Days" })).toBe("2026-01-29");
    expect(dueOf({ date: "2025-12-30", days: "2 Months" })).toBeNull();
    expect(dueOf({ date: "2025-12-30", days: "2 Months", due_days: "2026-02-28" })).toBe("2026-02-28");
    expect(dueOf({ date: "2025-12-30" })).toBeNull();
  });

  it("carry $ values for derivations, and the whole GUID where it is not the company's", () => {
    expect(normalise({ ...identity, tally_guid: "abc-1", $day: "2025-04-09" })).toMatchObject({
      guid: "abc-1",
      values: { $day: "2025-04-09" },
    });
  });
});

describe("lines", () => {
  const addressOf = (parent: LineLayout, line: string): string =>
    printLine(lineOf(parent, "Address"), { address: line });

  it("of a text are joined, and the first list that has any counts", () => {
    const mailing = lineOf(root, "LedMailingDetails");
    const later = printLine(mailing, {}, addressOf(mailing, "Other road"));
    expect(
      normalise(identity, addressOf(root, "1 MG Road") + addressOf(root, "Surat") + later),
    ).toMatchObject({
      values: { address: "1 MG Road\nSurat" },
    });
    expect(normalise(identity, later)).toMatchObject({ values: { address: "Other road" } });
  });

  it("inherit, number and copy as the catalog says", () => {
    const centre = (name: string): string =>
      printLine(lineOf(categories, "CostCentreAllocations"), { centre: name });
    const category = printLine(categories, { $category: "Main" }, centre("North") + centre("South"));
    const first = printLine(entries, { ledger: "", note: "" });
    const second = printLine(
      entries,
      { ledger: "Cash", amount: "-5.00", $kind: "Qty", $rate: "2.50" },
      category,
    );
    const third = printLine(entries, { note: "only a note" });
    const row = normalise({ ...identity, amount: "7.00" }, first + second + third);
    expect(row).toMatchObject({
      children: {
        lines: [
          { ledger: "Cash", amount: "-5", is_debit: true, note: "", origin: "ledger" },
          { ledger: "", amount: "7", is_debit: false, note: "only a note", origin: "ledger" },
        ],
        costs: [
          { ledger: "Cash", category: "Main", centre: "North", line_no_of: 1 },
          { ledger: "Cash", category: "Main", centre: "South", line_no_of: 1 },
        ],
        extras: [{ ledger: "Cash", rate: "2.5" }],
      },
    });
  });

  it("that follow from the line above are made from it, unless they came after all", () => {
    const batches = lineOf(entries, "BatchAllocations");
    const plain = printLine(entries, { ledger: "Cash", amount: "-5.00", $plain: "B1" });
    const none = printLine(entries, { ledger: "Bank", amount: "3" });
    const came = printLine(
      entries,
      { ledger: "Sales", amount: "2", $plain: "B1" },
      printLine(batches, { batch: "B2", amount: "1" }) + printLine(batches, { batch: "B3", amount: "1" }),
    );
    const row = normalise(identity, plain + none + came) as EntityRow;
    expect(row.children["batches"]).toEqual([
      { batch: "B1", godown: "Main", amount: "-5", ledger: "Cash", line_no_of: 1 },
      { batch: "B2", godown: "", amount: "1", ledger: "Sales", line_no_of: 3 },
      { batch: "B3", godown: "", amount: "1", ledger: "Sales", line_no_of: 3 },
    ]);
  });

  it("take what is hidden from whether other elements came and are filled", () => {
    const printed = [{ note: "x" }, { note: "" }, { $plain: "B1" }, { is_main: "0", usual_kind: "" }];
    const lines = printed.map((one) => printLine(entries, { ledger: "Cash", ...one })).join("");
    const row = normalise(identity, lines) as EntityRow;
    expect(row.children["lines"]?.map((line) => [line["is_main"], line["usual_kind"]])).toEqual([
      [false, "usual"],
      [false, ""],
      [true, "usual"],
      [false, ""],
    ]);
  });

  it("of the same facts by a second list are dropped", () => {
    const category = printLine(
      categories,
      { $category: "Main" },
      printLine(lineOf(categories, "CostCentreAllocations"), { centre: "North" }),
    );
    const byLedger = printLine(entries, { ledger: "Sales" }, category);
    // Two centres of one ledger by the second list alone are two facts.
    const again = (ledger: string): string =>
      printLine(items, { ledger }, printLine(lineOf(items, "CostCentreAllocations"), { centre: "North" }));
    const row = normalise(identity, byLedger + again("Sales") + again("Scrap") + again("Scrap")) as EntityRow;
    expect(row.children["costs"]?.map(({ ledger }) => ledger)).toEqual(["Sales", "Scrap", "Scrap"]);
  });

  it("take a column of another line where the flag says so", () => {
    const centre = printLine(lineOf(items, "CostCentreAllocations"), { centre: "North" });
    const lines = printLine(entries, { ledger: "Party" }) + printLine(entries, { ledger: "Sales" });
    const like = printLine(items, { $is_like: "1" }, centre) + printLine(items, {}, centre);
    const row = normalise(identity, lines + like) as EntityRow;
    expect(row.children["costs"]?.map((cost) => [cost["ledger"], cost["line_no_of"]])).toEqual([
      ["Sales", 2],
      ["", null],
    ]);
    const without = normalise(identity, printLine(items, { $is_like: "1" }, centre));
    expect(without).toMatchObject({ fieldName: "$is_like", reason: expect.stringContaining("line 2") });
  });

  it("are numbered and ordered by the one line they belong to, however late they come", () => {
    const centre = (ledger: string): string =>
      printLine(items, { ledger }, printLine(lineOf(items, "CostCentreAllocations"), { centre: "North" }));
    const byLedger = printLine(
      entries,
      { ledger: "Freight" },
      printLine(categories, {}, printLine(lineOf(categories, "CostCentreAllocations"), { centre: "South" })),
    );
    const twice = printLine(entries, { ledger: "Twice" });
    const lines = printLine(entries, { ledger: "Sales" }) + byLedger + twice + twice;
    const row = normalise(identity, lines + centre("Twice") + centre("Sales") + centre("None")) as EntityRow;
    expect(row.children["costs"]?.map((cost) => [cost["ledger"], cost["line_no_of"]])).toEqual([
      ["Sales", 1],
      ["Freight", 2],
      ["Twice", null],
      ["None", null],
    ]);
  });

  it("take the first of several fields that is not empty", () => {
    const printed = printLine(entries, { note: "x" }).replace(
      `</${entries.tag}>`,
      `<${entries.bindings[1]?.tag}>Second</${entries.bindings[1]?.tag}></${entries.tag}>`,
    );
    expect(normalise(identity, printed)).toMatchObject({ children: { lines: [{ ledger: "Second" }] } });
    const both = printed.replace(
      `<${entries.tag}>`,
      `<${entries.tag}><${entries.bindings[0]?.tag}>First</${entries.bindings[0]?.tag}>`,
    );
    expect(normalise(identity, both)).toMatchObject({ children: { lines: [{ ledger: "First" }] } });
  });
});

describe("a record that cannot be decoded", () => {
  it("is rejected whole, with reason, field and its XML", () => {
    const rejected = normalise({ ...identity, date: "2025-04-05", amount: "12 34" }) as RejectedRecord;
    expect(rejected).toMatchObject({
      entityType: "things",
      guid: `${aarav.guid}-000000ab`,
      masterId: 171,
      alterId: 9,
      voucherDate: "2025-04-05",
      fieldName: "amount",
    });
    expect(rejected.reason).toMatch(/12 34/);
    expect(rejected.rawXml).toContain("12 34");
  });

  it("is one in which a line came without the field it begins with", () => {
    const tag = entries.bindings.find(({ field }) => field.column === "note")?.tag ?? "";
    const once = printLine(entries, { note: "one" });
    const twice = once.replace(`</${entries.tag}>`, `<${tag}>two</${tag}></${entries.tag}>`);
    expect(normalise(identity, twice)).toMatchObject({ reason: "a line came without its beginning" });
  });

  it.each([
    [{ ...identity, tally_guid: "" }, "tally_guid"],
    [{ ...identity, master_id: "" }, "master_id"],
    [{ ...identity, alter_id: "x" }, "alter_id"],
    [{ ...identity, name: "n".repeat(451) }, "name"],
    [{ ...identity, date: "31-Jun-25" }, "date"],
  ])("%j names the field %s", (printed, field) => {
    expect(normalise(printed)).toMatchObject({ fieldName: field });
  });
});
