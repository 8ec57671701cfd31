import type { Product } from "./dialect.ts";
import type { TableDefinition } from "./table-layout.ts";

/** One numbered step of the control tables. Each can be repeated after a crash, where DDL is not transactional. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly steps: readonly MigrationStep[];
}

/** `createTable` also adds columns that an existing table lacks. */
type MigrationStep =
  | { readonly kind: "createTable"; readonly table: TableDefinition }
  | { readonly kind: "statements"; readonly statements: Readonly<Record<Product, readonly string[]>> };
