import type { EntityRow } from "../contract/value.ts";

/** Separator of account_groups.path, also between Primary and the first group. */
const pathSeparator = " › ";
const rootName = "Primary";

/**
 * Computed columns of a small type, from all its rows: a change of one group changes the path of its descendants
 * without an ALTERID of their own, so they are always computed for the whole type.
 */
export function deriveMasters(stream: string, rows: readonly EntityRow[]): readonly EntityRow[] {
  if (stream === "account_groups") return deriveGroups(rows);
  if (stream === "voucher_types") return deriveVoucherTypes(rows);
  return rows;
}

function deriveGroups(rows: readonly EntityRow[]): readonly EntityRow[] {
  const parents = new Map(rows.map((row) => [String(row.values["name"]), String(row.values["parent_name"])]));
  return rows.map((row) => {
    const line = lineOf(String(row.values["name"]), parents);
    return withValues(row, {
      primary_group_name: line.at(-1) ?? "",
      path: [rootName, ...line.toReversed()].join(pathSeparator),
    });
  });
}

/** The group itself and everything above it, up to the primary group. Endless circles of bad data end. */
function lineOf(name: string, parents: ReadonlyMap<string, string>): string[] {
  const line: string[] = [];
  for (
    let group: string | undefined = name;
    group !== undefined && group !== "";
    group = parents.get(group)
  ) {
    if (line.includes(group)) break;
    line.push(group);
  }
  return line;
}

/** Follows the parent up to the reserved type, which is its own parent (protocol §6.17). */
function deriveVoucherTypes(rows: readonly EntityRow[]): readonly EntityRow[] {
  const byName = new Map(rows.map((row) => [String(row.values["name"]), row]));
  return rows.map((row) => {
    const visited = new Set<EntityRow>();
    let type = row;
    while (!visited.has(type)) {
      visited.add(type);
      const parent = byName.get(String(type.values["parent_name"]));
      if (parent === undefined || parent === type) break;
      type = parent;
    }
    const reservedName = String(type.values["reserved_name"] ?? "");
    return withValues(row, { base_type: reservedName === "" ? String(type.values["name"]) : reservedName });
  });
}

function withValues(row: EntityRow, values: Record<string, string>): EntityRow {
  return { ...row, values: { ...row.values, ...values } };
}
