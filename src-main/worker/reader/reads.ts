import type { Destination } from "../../destination/destination.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import type { StoredFacts } from "../state-facts.ts";
import { readCompanyFacts } from "./company-facts.ts";
import { readRunDetail, readRuns } from "./read-runs.ts";

/** Calls that only read the database. They have a connection and a thread of their own. */
export type ReadCalls = Pick<WorkerCalls, "runs.page" | "runs.detail"> & {
  /** Companies by id, null for all. */
  readonly facts: { readonly input: readonly number[] | null; readonly answer: readonly StoredFacts[] };
};
export type ReadName = keyof ReadCalls;

type ReadTable = {
  readonly [Name in ReadName]: (
    destination: Destination,
    input: ReadCalls[Name]["input"],
  ) => Promise<ReadCalls[Name]["answer"]>;
};

export const reads: ReadTable = {
  facts: readCompanyFacts,
  "runs.page": readRuns,
  "runs.detail": readRunDetail,
};
