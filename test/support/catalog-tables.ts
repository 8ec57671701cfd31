import { streams } from "../../src-main/catalog/index.ts";
import type { Column } from "../../src-main/catalog/stream.ts";

/** One table of the replica as the catalog describes it. */
interface CatalogTable {
  readonly name: string;
  readonly kind: "entity" | "child";
  /** The stream that fills it. */
  readonly stream: string;
  /** Child tables: the column with the parent's GUID. */
  readonly parentKey: string | null;
  readonly columns: readonly Column[];
  readonly doc: string;
}

export function catalogTables(): readonly CatalogTable[] {
  return streams.flatMap((stream) => [
    {
      name: stream.name,
      kind: "entity" as const,
      stream: stream.name,
      parentKey: null,
      columns: stream.columns,
      doc: stream.doc,
    },
    ...stream.children.map((child) => ({
      name: child.name,
      kind: "child" as const,
      stream: stream.name,
      parentKey: child.parentKey,
      columns: child.columns,
      doc: child.doc,
    })),
  ]);
}
