import type { InternalCalls, WorkerCalls } from "../../contract/worker-messages.ts";
import type { Destination } from "../../destination/destination.ts";
import type { QuarantineCause } from "../../destination/waiting-pages.ts";
import type { StoredFacts } from "../state-facts.ts";
import { readCompanyFacts } from "./company-facts.ts";
import { readChanges, readLastChanges } from "./read-changes.ts";
import { readCompanyDetail, readCompanyTables } from "./read-company.ts";
import type { StoredDetail } from "./read-company.ts";
import { readRunDetail, readRuns } from "./read-runs.ts";
import { describeViews, readViewRows } from "./read-views.ts";
import { readHeldDeletes, readQuarantine, readQuarantineCauses } from "./read-waiting.ts";
import { writeExport } from "./write-export.ts";
import type { ExportSetting } from "./write-export.ts";

type PageName =
  | "runs.page"
  | "runs.detail"
  | "changes.page"
  | "changes.last"
  | "company.tables"
  | "views.list"
  | "views.page"
  | "quarantine.page"
  | "deletes.page";

/** Calls that only read the database. They have a connection and a thread of their own. */
export type ReadCalls = Pick<WorkerCalls, PageName> & {
  /** Companies by key, null for all. */
  readonly facts: { readonly input: readonly string[] | null; readonly answer: readonly StoredFacts[] };
  readonly detail: {
    readonly input: { readonly company: string; readonly agentId: string; readonly now: string };
    readonly answer: StoredDetail;
  };
  readonly quarantineCauses: { readonly input: null; readonly answer: readonly QuarantineCause[] };
  readonly export: {
    readonly input: InternalCalls["internal.export"]["input"] & ExportSetting;
    readonly answer: InternalCalls["internal.export"]["answer"];
  };
};
export type ReadName = keyof ReadCalls;

type ReadTable = {
  readonly [Name in ReadName]: (
    destination: Destination,
    input: ReadCalls[Name]["input"],
    signal: AbortSignal,
  ) => Promise<ReadCalls[Name]["answer"]>;
};

export const reads: ReadTable = {
  facts: readCompanyFacts,
  detail: readCompanyDetail,
  quarantineCauses: readQuarantineCauses,
  export: writeExport,
  "company.tables": readCompanyTables,
  "runs.page": readRuns,
  "runs.detail": readRunDetail,
  "changes.page": readChanges,
  "changes.last": readLastChanges,
  "views.list": describeViews,
  "views.page": readViewRows,
  "quarantine.page": readQuarantine,
  "deletes.page": readHeldDeletes,
};
