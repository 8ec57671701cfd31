import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doubts } from "../../../src-main/contract/verify.ts";
import {
  channelQueryOf,
  emptyFilter,
  formatValue,
  groupViews,
  isFiltered,
  nextColumnSort,
  queryOf,
  shownColumns,
} from "../../../src-renderer/pages/company/browser-model.ts";
import {
  chartOfChanges,
  chartOfDurations,
  groupTables,
  isAllRead,
  lineOfDifference,
  sayChecked,
  sayDoubt,
  versionOf,
} from "../../../src-renderer/pages/company/company-model.ts";
import { companyDetail, tables, views } from "../../renderer-preview/sample-pages.ts";
import { fortyOne, makeCompany } from "../../renderer-preview/sample-states.ts";

const detail = companyDetail(fortyOne, fortyOne.companies[0]?.key ?? "");

describe("one company", () => {
  test("tables stand under their entity, the fullest entity first, none lost", () => {
    const groups = groupTables(tables);
    expect(groups[0]?.entity.table).toBe("vouchers");
    expect(groups[0]?.lines.map(({ table }) => table)).toContain("voucher_ledger_entries");
    expect(groups.flatMap(({ entity, lines }) => [entity, ...lines])).toHaveLength(tables.length);
  });

  test("the charts say in words what they show", () => {
    const changes = chartOfChanges(detail.activity, "en");
    const total = detail.activity.reduce((sum, day) => sum + day.inserted + day.updated + day.deleted, 0);
    expect(changes.bars).toHaveLength(30);
    expect(changes.text).toContain(total.toLocaleString("en-IN"));
    expect(chartOfChanges([], "en").text).toBe("No change in the last 30 days.");
    expect(chartOfDurations([2, 4, 90], "en").text).toBe(
      "3 runs: half of them within 4.0 s, the longest 1 min 30 s.",
    );
    expect(chartOfDurations([2.4], "en").text).toBe("1 run, it took 2.4 s.");
    expect(chartOfDurations([], "hi").text).toBe("अभी तक कोई काम नहीं हुआ।");
  });

  test("everything is read when both checkpoints have reached Tally's counters", () => {
    const at = (checkpoint: number | null, counter: number | null) => ({ checkpoint, counter });
    expect(isAllRead({ masters: at(5, 5), vouchers: at(9, 9) })).toBe(true);
    expect(isAllRead({ masters: at(5, 5), vouchers: at(8, 9) })).toBe(false);
    expect(isAllRead({ masters: at(null, 5), vouchers: at(9, 9) })).toBe(false);
    expect(isAllRead({ masters: at(5, null), vouchers: at(9, null) })).toBeNull();
  });

  test("the page is asked anew after a run or a comparison, not for progress", () => {
    const company = makeCompany(0);
    expect(versionOf({ ...company, currentAt: null })).toBe(versionOf(company));
    expect(versionOf({ ...company, verifiedAt: "2026-11-22T06:00:00Z" })).not.toBe(versionOf(company));
  });

  test("differences are figures of the trade", () => {
    const ledger = { kind: "ledger", name: "Sales", tally: "-118.5", database: "0" } as const;
    const line = lineOfDifference({ ...ledger, from: "2026-09-14", to: "2026-09-14" }, "en");
    expect(line).toMatchObject({ tally: "118.50 Dr", database: "0.00", days: "14-Sep-2026" });
    const count = {
      ...ledger,
      kind: "voucher_count",
      tally: "1412",
      from: "2026-09-01",
      to: "2026-09-30",
    } as const;
    expect(lineOfDifference(count, "en")).toMatchObject({
      tally: "1,412",
      days: "01-Sep-2026 to 30-Sep-2026",
    });
  });

  test("what was compared is said only while it is known", () => {
    const checked = { ledgers: 1284, voucherCounts: 0, stockItems: 3 };
    expect(sayChecked(checked, "en")).toMatch(/^1,284 ledgers, 0 counts/);
    expect(sayChecked({ ledgers: 0, voucherCounts: 0, stockItems: 0 }, "en")).toBeNull();
  });

  test("every doubt is said in both languages, an unknown one by its name", () => {
    for (const doubt of doubts) {
      expect(sayDoubt(doubt, "en")).toMatch(/\.$/);
      expect(sayDoubt(doubt, "hi")).toMatch(/[।?]$/);
    }
    expect(sayDoubt("somethingNew", "en")).toBe("somethingNew");
  });
});

describe("the data browser", () => {
  const columns = [
    { name: "company_id", kind: "int" },
    { name: "voucher_date", kind: "date" },
    { name: "party", kind: "text" },
    { name: "amount", kind: "amount" },
    { name: "is_optional", kind: "bool" },
    { name: "altered_at", kind: "moment" },
  ] as const;
  const ask = (filters: Record<string, Partial<typeof emptyFilter>>) =>
    channelQueryOf(
      "g:1",
      {
        ...queryOf("v_day_book"),
        filters: Object.fromEntries(
          Object.entries(filters).map(([name, filter]) => [name, { ...emptyFilter, ...filter }]),
        ),
      },
      columns,
    ).filters;

  test("each kind of column is narrowed in its own way", () => {
    expect(ask({ party: { contains: "mehra" } })).toEqual([{ column: "party", contains: "mehra" }]);
    expect(ask({ voucher_date: { from: "2026-04-01" } })).toEqual([
      { column: "voucher_date", from: "2026-04-01" },
    ]);
    expect(ask({ amount: { from: "₹ 1,00,000", to: "2,50,000.50" } })).toEqual([
      { column: "amount", from: "100000", to: "250000.50" },
    ]);
    expect(ask({ is_optional: { contains: "true" } })).toEqual([{ column: "is_optional", equals: "true" }]);
    expect(ask({ altered_at: { to: "2026-04-01" } })).toEqual([
      { column: "altered_at", to: "2026-04-01T23:59:59.999Z" },
    ]);
  });

  test("empty filters and those of other views ask for nothing", () => {
    expect(ask({ party: {}, amount: {}, gone: { contains: "x" } })).toEqual([]);
    expect(isFiltered({ ...queryOf("v"), filters: { party: emptyFilter } })).toBe(false);
    expect(isFiltered({ ...queryOf("v"), search: " a " })).toBe(true);
  });

  test("a column is sorted up, then down, then not", () => {
    const up = nextColumnSort(null, "party");
    const down = nextColumnSort(up, "party");
    expect([up, down, nextColumnSort(down, "party")]).toEqual([
      { column: "party", isDescending: false },
      { column: "party", isDescending: true },
      null,
    ]);
    expect(nextColumnSort(down, "amount")).toEqual({ column: "amount", isDescending: false });
  });

  test("what the page says already is no column", () => {
    const shown = shownColumns(columns);
    expect(shown.map(({ column }) => column.name)).not.toContain("company_id");
    expect(shown[0]).toEqual({ column: columns[1], index: 1 });
    const withGuid = [{ name: "voucher_guid", kind: "text" }, ...columns] as const;
    expect(shownColumns(withGuid).at(-1)).toEqual({ column: withGuid[0], index: 0 });
  });

  test("values are written as accountants write them, nothing where there is nothing", () => {
    expect(formatValue("1234567.5", "amount", "en")).toBe("12,34,567.50");
    expect(formatValue("2026-04-01", "date", "en")).toBe("01-Apr-2026");
    expect(formatValue(true, "bool", "hi")).toBe("हाँ");
    fc.assert(
      fc.property(fc.constantFrom(...columns), fc.constantFrom(null, undefined, ""), ({ kind }, value) => {
        expect(formatValue(value, kind, "en")).toBe("");
      }),
    );
  });

  test("reports come before tables, by the names of the trade", () => {
    const [reports, plain] = groupViews(views, "hi");
    expect(reports?.kind).toBe("view");
    expect(reports?.views[0]).toEqual({ name: "v_trial_balance", title: "तलपट" });
    expect(plain?.views.map(({ name }) => name)).toContain("vouchers");
  });
});
