export { compareReplica, tellDifferences } from "./compare.ts";
export type { Difference } from "./compare.ts";
export { readDestination } from "./read-destination.ts";
export { expectedCompany, expectedTables } from "./expected-tables.ts";
export { Replay, computedColumns } from "./replay.ts";
