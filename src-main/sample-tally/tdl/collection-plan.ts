import type { DateBounds } from "./date-bounds.ts";
import { unbounded } from "./date-bounds.ts";
import type { Evaluate } from "./methods.ts";
import { splitAtColon } from "./names.ts";
import { defaultVoucherFields, gatheredType } from "./object-types.ts";
import type { GatheredType } from "./object-types.ts";
import { raiseDialog } from "./problems.ts";
import type { Visible } from "./scope.ts";

export interface NamedExpression {
  readonly name: string;
  readonly evaluate: Evaluate;
}

export interface Aggregate extends NamedExpression {
  readonly kind: "sum" | "minimum" | "maximum" | "last";
}

/** Rows that the request itself defines: OBJECTS names OBJECT definitions with LOCALFORMULA fields. */
export interface DefinedObject {
  readonly name: string;
  readonly fields: readonly NamedExpression[];
}

export type CollectionSource =
  | { readonly kind: "type"; readonly type: GatheredType; readonly ofType: GatheredType | undefined }
  | { readonly kind: "collections"; readonly plans: readonly CollectionPlan[] }
  | { readonly kind: "objects"; readonly objects: readonly DefinedObject[] };

/** A COLLECTION, compiled. */
export interface CollectionPlan {
  readonly name: string;
  readonly source: CollectionSource;
  /** Whether it is one Tally brings along (`List of Ledgers`). */
  readonly isBuiltIn: boolean;
  readonly childOf: Evaluate | undefined;
  readonly belongsTo: boolean;
  readonly walk: readonly string[];
  readonly fetched: readonly string[];
  /** What a report sees of a row; undefined is everything. */
  readonly visible: Visible | undefined;
  readonly computedVariables: readonly NamedExpression[];
  readonly computed: readonly NamedExpression[];
  readonly filters: readonly Evaluate[];
  readonly bounds: DateBounds;
  readonly by: readonly NamedExpression[];
  readonly aggregates: readonly Aggregate[];
  readonly sort: readonly { readonly evaluate: Evaluate; readonly isDescending: boolean }[];
}

export const aggregateKinds: Readonly<Record<string, Aggregate["kind"]>> = {
  sum: "sum",
  add: "sum",
  min: "minimum",
  low: "minimum",
  max: "maximum",
  high: "maximum",
  last: "last",
};

/** `Voucher`, or `Vouchers : VoucherType` whose CHILDOF names a voucher type. */
export function typeSource(text: string): CollectionSource {
  const [main, of] = splitAtColon(text);
  const type = gatheredType(main);
  const ofType = of === undefined ? undefined : gatheredType(of);
  if (type === undefined || (of !== undefined && ofType === undefined))
    raiseDialog(`Incorrect Object Type! ${text}`);
  return { kind: "type", type, ofType };
}

/** Whether a method of a stock item is only there when FETCH names it (cookbook §7: lists and PARTNO). */
const stockItemNeedsFetch = /^(PARTNO|GSTDETAILS|HSNDETAILS|BATCHALLOCATIONS|\w+LIST)$/;

export function visibleOf(source: CollectionSource, fetched: readonly string[]): Visible | undefined {
  if (fetched.length === 0 || source.kind !== "type") return undefined;
  const names = new Set(fetched.flatMap((path) => [path, path.split(".")[0] ?? path]));
  if (source.type === "VOUCHER") {
    for (const name of defaultVoucherFields) names.add(name);
    return names;
  }
  if (source.type !== "STOCKITEM") return undefined;
  return { has: (name) => names.has(name) || !stockItemNeedsFetch.test(name) };
}

export function emptyPlan(name: string, type: GatheredType): CollectionPlan {
  return {
    name,
    source: { kind: "type", type, ofType: undefined },
    isBuiltIn: true,
    childOf: undefined,
    belongsTo: false,
    walk: [],
    fetched: [],
    visible: undefined,
    computedVariables: [],
    computed: [],
    filters: [],
    bounds: unbounded,
    by: [],
    aggregates: [],
    sort: [],
  };
}
