export type { Expected, ExpectedRow } from "./canonical.ts";
export { compareReplica, readSqlite, tellDifferences } from "./compare.ts";
export type { Difference, ReplicaReader } from "./compare.ts";
export { readDestination } from "./read-destination.ts";
export { expectedCompany, expectedTables } from "./expected-tables.ts";
export type { Tables } from "./judge.ts";
export { restrictTables } from "./restricted-books.ts";
export type { ChosenBooks } from "./restricted-books.ts";
export { Replay, computedColumns } from "./replay.ts";
