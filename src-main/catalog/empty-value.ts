import type { Value } from "../contract/value.ts";
import type { LogicalType } from "./stream.ts";

/** What stands where Tally gave nothing: the null rule of the data dictionary. */
export function emptyValueOfType(type: LogicalType, zeroWhenEmpty: boolean): Value {
  switch (type) {
    case "key":
    case "name":
    case "text":
      return "";
    case "bool":
      return false;
    case "money":
    case "number":
      return zeroWhenEmpty ? "0" : null;
    case "int":
    case "bigint":
    case "date":
    case "time":
    case "json":
      return null;
    default:
      return type satisfies never;
  }
}
