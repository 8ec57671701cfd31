import type { BuiltIn } from "./built-in.ts";
import { booksFunctions } from "./books.ts";
import { installationFunctions } from "./installation.ts";
import { numberFunctions } from "./numbers.ts";
import { rowFunctions } from "./rows.ts";
import { textFunctions } from "./texts.ts";

/** Every `$$function` Tally itself brings along, as far as its proven clients use them (cookbook §11). */
const builtIns: ReadonlyMap<string, BuiltIn> = new Map(
  Object.entries({
    ...textFunctions,
    ...numberFunctions,
    ...rowFunctions,
    ...booksFunctions,
    ...installationFunctions,
  }),
);

/** By name in lower case without blanks. */
export function builtInFunction(name: string): BuiltIn | undefined {
  return builtIns.get(name);
}
