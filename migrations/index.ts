import type { Migration } from "../src-main/destination/migration.ts";
import { controlTables } from "./0001-control-tables.ts";
import { choice } from "./0002-choice.ts";

/** In order, forward only; one that has been released is never edited. */
export const migrations: readonly Migration[] = [controlTables, choice];
