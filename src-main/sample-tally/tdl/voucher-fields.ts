import type { TallyObject } from "../model.ts";
import type { NamedExpression } from "./collection-plan.ts";
import type { FetchTree } from "./fetch-tree.ts";
import { defaultVoucherFields } from "./object-types.ts";
import { fieldKind } from "./object-writer.ts";
import type { FieldKind, ObjectWriter } from "./object-writer.ts";

/** Fields that come without TYPE (protocol §3.1). */
const untyped: ReadonlySet<string> = new Set(
  (
    "GUID REQUESTORRULE VOUCHERTYPENAME VOUCHERNUMBER NUMBERINGSTYLE PERSISTEDVIEW ISDELETED ASORIGINAL ISINVOICE " +
    "ASPAYSLIP ISDELETEDVCHRETAINED"
  ).split(" "),
);

/** Where the captures show a fetched field among the default ones. */
const captured: ReadonlyMap<string, readonly string[]> = new Map([
  ["ISDEEMEDPOSITIVE", ["ISOPTIONAL", "EFFECTIVEDATE", "ISCANCELLED"]],
  ["ISNEGISPOSSET", ["ALTERID"]],
]);

/** Behind which default field the other fetched ones of a kind stand. */
const placeOfKind: Readonly<Record<FieldKind, string>> = {
  Date: "DATE",
  String: "PERSISTEDVIEW",
  "Due Date": "PERSISTEDVIEW",
  Logical: "ASPAYSLIP",
  Number: "MASTERID",
  Amount: "VOUCHERNUMBERSERIES",
  Quantity: "VOUCHERNUMBERSERIES",
  Rate: "VOUCHERNUMBERSERIES",
};

/** A voucher row: the default fields, always, and between them what was fetched and computed. */
export function voucherFields(
  object: TallyObject,
  tree: FetchTree,
  computed: readonly NamedExpression[],
  writer: ObjectWriter,
): void {
  const computedNames = new Set(computed.map((one) => one.name));
  const asked = [...tree.names].filter(
    (name) => name in object.fields && !computedNames.has(name) && !isDefault.has(name),
  );
  const waiting = new Set(asked);
  const write = (name: string): void => {
    writer.field(name, writer.value(object, name), 5, !untyped.has(name));
  };
  for (const name of defaultVoucherFields) {
    write(name);
    for (const next of captured.get(name) ?? []) if (waiting.delete(next)) write(next);
    for (const next of waiting)
      if (!isCaptured.has(next) && placeOfKind[fieldKind(next, object.fields[next])] === name) {
        waiting.delete(next);
        write(next);
      }
  }
  for (const name of computedNames) write(name);
}

const isDefault: ReadonlySet<string> = new Set(defaultVoucherFields);
const isCaptured: ReadonlySet<string> = new Set([...captured.values()].flat());
