import type { AgentState, CompanyState } from "../../src-main/contract/agent-state.ts";
import type { ChannelAnswer, ChannelParsed } from "../../src-main/contract/channels.ts";
import type { DoctorReport } from "../../src-main/contract/doctor.ts";
import type {
  ChangeEntry,
  CompanyDetail,
  FoundTally,
  Problem,
  RunSummary,
  TableCount,
  ViewColumn,
  ViewDescription,
  ViewPage,
} from "../../src-main/contract/pages.ts";
import type { Value } from "../../src-main/contract/value.ts";
import { failure, makeCompany, now } from "./sample-states.ts";

/** Invented answers of the worker. */

function dayBefore(days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}

function companyOf(state: AgentState, key: string | null): CompanyState {
  return state.companies.find((company) => company.key === key) ?? state.companies[0] ?? makeCompany(0);
}

export const backups: ChannelAnswer<"backup.list"> = [0, 1, 2].map((days) => ({
  file: `C:\\Users\\Anil\\AppData\\Local\\Tally Replica\\backups\\replica-${dayBefore(days)}.sqlite`,
  madeAt: `${dayBefore(days)}T13:30:00.000Z`,
  bytes: 48_000_000 - days * 700_000,
}));

export function foundTally(state: AgentState, typed: string | null): readonly FoundTally[] {
  const url = typed ?? "http://localhost:9000";
  const { sight } = state.tally;
  if (sight !== "answers") {
    const code = sight === "noCompany" ? "SOURCE_NO_COMPANY_OPEN" : "SOURCE_NOT_RUNNING";
    return [{ url, sight, companies: [], error: { code, details: { url }, technical: `${url}: ${sight}` } }];
  }
  const companies = [0, 1, 2, 3, 5].map((index) => {
    const { key, name, companyNumber } = makeCompany(index);
    return { key, name, companyNumber, booksFrom: "2019-04-01", isGroupCompany: index === 5 };
  });
  return [{ url, sight, companies, error: null }];
}

const counts: readonly (readonly [string, string, number])[] = [
  ["ledgers", "ledgers", 1_284],
  ["account_groups", "account_groups", 52],
  ["voucher_types", "voucher_types", 31],
  ["stock_items", "stock_items", 2_930],
  ["stock_groups", "stock_groups", 64],
  ["units", "units", 12],
  ["godowns", "godowns", 4],
  ["cost_centres", "cost_centres", 18],
  ["gst_registrations", "gst_registrations", 2],
  ["vouchers", "vouchers", 48_210],
  ["voucher_ledger_entries", "vouchers", 167_340],
  ["voucher_inventory_entries", "vouchers", 88_120],
  ["voucher_bill_allocations", "vouchers", 61_002],
  ["voucher_gst_lines", "vouchers", 92_810],
  ["ledger_opening_bills", "ledgers", 411],
];
export const tables: readonly TableCount[] = counts.map(([table, entity, rows]) => ({ table, entity, rows }));

export function companyDetail(state: AgentState, key: string): CompanyDetail {
  const company = companyOf(state, key);
  const isDifferent = company.verdict === "differs";
  return {
    state: company,
    guid: company.key.split(":")[0] ?? "",
    booksFrom: "2019-04-01",
    gstin: "09AAACS1234F1Z5",
    baseCurrency: "₹",
    sourceUrl: "http://localhost:9000",
    initialLoadCompletedAt: company.standing === "loading" ? null : "2026-10-02T06:10:00.000Z",
    masters: { checkpoint: 8_412, counter: 8_412 },
    vouchers: { checkpoint: 190_233, counter: 190_240 },
    verification: {
      verdict: company.verdict ?? "unknown",
      at: company.verifiedAt ?? now.toISOString(),
      asOf: "2026-11-21",
      checked: { ledgers: 1_284, voucherCounts: 412, stockItems: 2_930 },
      differences: isDifferent
        ? [
            {
              kind: "ledger",
              name: "Sales GST 18%",
              tally: "12345678.9",
              database: "12340000",
              from: "2026-09-14",
              to: "2026-09-14",
            },
            {
              kind: "voucher_count",
              name: "Sales 2026-09",
              tally: "412",
              database: "411",
              from: "2026-09-01",
              to: "2026-09-30",
            },
          ]
        : [],
      doubts: company.verdict === "unknown" ? ["moving", "unexplained"] : [],
    },
    activity: Array.from({ length: 30 }, (_unused, index) => ({
      day: dayBefore(29 - index),
      inserted: index % 7 === 6 ? 0 : (index * 37) % 90,
      updated: (index * 13) % 25,
      deleted: index % 9 === 0 ? 3 : 0,
    })),
    runSeconds: Array.from(
      { length: 30 },
      (_unused, index) => 2 + ((index * 7) % 11) / 2 + (index === 17 ? 21 : 0),
    ),
  };
}

const dayBook: readonly ViewColumn[] = [
  { name: "voucher_date", kind: "date" },
  { name: "voucher_type", kind: "text" },
  { name: "voucher_number", kind: "text" },
  { name: "party_name", kind: "text" },
  { name: "debit", kind: "amount" },
  { name: "credit", kind: "amount" },
  { name: "lines", kind: "int" },
  { name: "is_optional", kind: "bool" },
  { name: "narration", kind: "text" },
];
const trialBalance: readonly ViewColumn[] = [
  { name: "ledger_name", kind: "text" },
  { name: "group_name", kind: "text" },
  { name: "opening_balance", kind: "amount" },
  { name: "closing_balance", kind: "amount" },
];
const viewRules: readonly (readonly [string, ViewDescription["kind"], string])[] = [
  ["v_trial_balance", "view", "Equals Tally's Trial Balance, ledger by ledger, for the whole book."],
  ["v_day_book", "view", "Equals Tally's Day Book: one row per voucher."],
  ["v_sales_register", "view", "Equals Tally's Sales Register."],
  ["v_bills_receivable", "view", "Equals Tally's Bills Receivable."],
  ["v_stock_summary", "view", "Equals Tally's Stock Summary, quantities."],
  ["vouchers", "table", "One row per voucher."],
  ["voucher_ledger_entries", "table", "One row per ledger line of a voucher."],
];
export const views: readonly ViewDescription[] = viewRules.map(([name, kind, comment]) => ({
  name,
  columns: name === "v_trial_balance" ? trialBalance : dayBook,
  comment,
  kind,
}));

const parties = [
  "Cash",
  "Mehra Stores",
  "UP Power Corporation Ltd",
  "HDFC Bank A/c 50200012345678",
  "Rahul Enterprises",
];

function dayBookRow(index: number): readonly Value[] {
  const amount = `${(index * 7_919) % 2_500_000}.${index % 4 === 0 ? "5" : "75"}`;
  return [
    dayBefore(Math.floor(index / 60)),
    index % 3 === 0 ? "Sales" : "Receipt",
    `S/26-27/${String(index).padStart(5, "0")}`,
    parties[index % parties.length] ?? null,
    amount,
    amount,
    2 + (index % 5),
    false,
    index % 4 === 0 ? "Being goods sold as per bill, freight to pay, dispatched by road" : "",
  ];
}

function trialBalanceRow(index: number): readonly Value[] {
  return [
    `${parties[index % parties.length]} ${index}`,
    "Sundry Debtors",
    `-${index * 1_234}.5`,
    `${index % 2 === 0 ? "-" : ""}${index * 98_765}.25`,
  ];
}

export function viewPage(query: ChannelParsed<"views.page">): ViewPage {
  const isTrial = query.view === "v_trial_balance";
  const total = query.search === "nothing" ? 0 : isTrial ? 1_284 : 48_210;
  const length = Math.max(0, Math.min(query.limit, total - query.offset));
  const rowOf = isTrial ? trialBalanceRow : dayBookRow;
  return {
    columns: isTrial ? trialBalance : dayBook,
    rows: Array.from({ length }, (_unused, index) => rowOf(query.offset + index)),
    total,
  };
}

function runOf(state: AgentState, index: number): RunSummary {
  const company = state.companies[index % Math.max(1, state.companies.length)] ?? makeCompany(0);
  const startedAt = new Date(now.getTime() - index * 300_000).toISOString();
  const isFailed = index % 23 === 7;
  const isQuiet = index % 3 !== 0;
  return {
    runId: `run-${index}`,
    company: company.name,
    companyKey: company.key,
    syncType: index % 40 === 11 ? "full_dump" : index % 5 === 0 ? "verify" : "cdc",
    startedBy: index % 6 === 0 ? "manual" : "schedule",
    startedAt,
    completedAt:
      index === 0 ? null : new Date(Date.parse(startedAt) + 4_200 + (index % 9) * 900).toISOString(),
    status: index === 0 ? "in_progress" : isFailed ? "failed" : isQuiet ? "no_change" : "success",
    inserted: isQuiet || isFailed ? 0 : (index * 7) % 40,
    updated: isQuiet || isFailed ? 0 : (index * 3) % 11,
    deleted: isQuiet || isFailed ? 0 : index % 4,
    quarantined: 0,
    tallyRequests: 4 + (index % 20),
    tallyBytes: 18_000 + index * 311,
    errorCode: isFailed ? failure.code : "",
    errorMessage: isFailed ? "Tally did not answer within 60 seconds." : "",
  };
}

const runTotal = 100_000;

export function runPage(state: AgentState, query: ChannelParsed<"runs.page">): ChannelAnswer<"runs.page"> {
  const length = Math.max(0, Math.min(query.limit, runTotal - query.offset));
  if (query.search === "nothing") return { runs: [], total: 0 };
  return {
    runs: Array.from({ length }, (_unused, index) => runOf(state, query.offset + index)),
    total: runTotal,
  };
}

export function runDetail(state: AgentState, runId: string): ChannelAnswer<"runs.detail"> {
  return {
    run: runOf(state, Number(runId.replace("run-", "")) || 0),
    tables: [
      { table: "vouchers", inserted: 12, updated: 4, deleted: 1, unchanged: 0, quarantined: 0 },
      { table: "ledgers", inserted: 1, updated: 2, deleted: 0, unchanged: 0, quarantined: 0 },
    ],
  };
}

const changeFields: readonly ChangeEntry["fields"][] = [
  [
    { field: "amount", before: "118000", after: "181000" },
    { field: "narration", before: "Being goods sold", after: "Being goods sold, rate corrected" },
  ],
  [{ field: "party_ledger_name", before: null, after: "Mehra Stores" }],
];

export function changePage(
  state: AgentState,
  query: ChannelParsed<"changes.page">,
): ChannelAnswer<"changes.page"> {
  const company = companyOf(state, query.company);
  const total = query.search === "nothing" ? 0 : 1_840;
  const length = Math.max(0, Math.min(query.limit, total - query.offset));
  const changes = Array.from({ length }, (_unused, index): ChangeEntry => {
    const place = query.offset + index;
    return {
      seq: total - place,
      company: company.name,
      companyKey: company.key,
      runId: query.runId ?? `run-${place % 50}`,
      table: place % 5 === 0 ? "ledgers" : "vouchers",
      guid: `8f3a7c10-5b7e-4d55-9f1a-000000000000-${place}`,
      nameOrNumber: place % 5 === 0 ? "Mehra Stores" : `Sales/26-27/${place}`,
      action: ["update", "insert", "delete"][place % 3] ?? "update",
      voucherDate: place % 5 === 0 ? null : dayBefore(place % 200),
      alteredBy: place % 2 === 0 ? "Anil" : "",
      changedAt: new Date(now.getTime() - place * 60_000).toISOString(),
      fields: changeFields[place % 2] ?? [],
    };
  });
  return { changes, total };
}

export function problems(state: AgentState): ChannelAnswer<"problems.list"> {
  const found = state.companies.flatMap((company): readonly Problem[] => {
    const about = { company: company.name, companyKey: company.key, since: company.currentAt };
    if (company.standing === "error") {
      return [
        {
          ...about,
          cause: `failed ${company.key}`,
          kind: "failedRun",
          runId: "run-7",
          count: 1,
          error: failure,
        },
      ];
    }
    if (company.heldDeletes > 0) {
      const error = {
        code: "DATA_DELETES_HELD",
        details: { count: company.heldDeletes },
        technical: "",
      } as const;
      return [
        { ...about, cause: "held", kind: "heldDeletes", runId: null, count: company.heldDeletes, error },
      ];
    }
    if (company.differences > 0) {
      const error = { code: "DATA_DIFFERS", details: { count: company.differences }, technical: "" } as const;
      return [
        { ...about, cause: "differs", kind: "differs", runId: null, count: company.differences, error },
      ];
    }
    return [];
  });
  return { problems: found };
}

export function quarantine(
  state: AgentState,
  query: ChannelParsed<"quarantine.page">,
): ChannelAnswer<"quarantine.page"> {
  const company = companyOf(state, query.company);
  return {
    entries: [
      {
        company: company.name,
        companyKey: company.key,
        table: "vouchers",
        guid: "8f3a7c10-0000-0001",
        nameOrNumber: "Sales 412",
        voucherDate: "2026-09-14",
        receivedAt: now.toISOString(),
        fieldName: "AMOUNT",
        reason: "“12,00x.00” is not an amount",
        attempts: 3,
        rawXml: "<VOUCHER><AMOUNT>12,00x.00</AMOUNT></VOUCHER>",
      },
    ],
    total: 1,
  };
}

export function heldDeletes(query: ChannelParsed<"deletes.page">): ChannelAnswer<"deletes.page"> {
  const total = 14;
  const length = Math.max(0, Math.min(query.limit, total - query.offset));
  return {
    entries: Array.from({ length }, (_unused, index) => ({
      table: "vouchers",
      guid: `8f3a7c10-0000-${query.offset + index}`,
      nameOrNumber: `Sales/26-27/${400 + query.offset + index}`,
      voucherDate: dayBefore(40 + index),
      foundAt: now.toISOString(),
    })),
    total,
    shownUntil: now.toISOString(),
  };
}

export const doctorReport: DoctorReport = {
  findings: [{ check: "disk", state: "good", code: null, key: null, values: {} }],
  worst: "good",
};
