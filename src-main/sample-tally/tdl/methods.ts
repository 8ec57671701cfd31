import type { Stored, TallyObject } from "../model.ts";
import { derivedMethod } from "./derived-methods.ts";
import { textLists } from "./object-types.ts";
import { textField } from "./run.ts";
import type { Run } from "./run.ts";
import type { Scope } from "./scope.ts";

export type Evaluate = (scope: Scope) => Stored;

/** Objects whose methods nobody can see: a release does not know them and prints empty. */
export type UnknownMethods = ReadonlySet<string>;

/**
 * `$Name`: the object's own method, else its parent's (cookbook §1). An object that lists the method
 * with no value has it, and nothing is taken from above. `defined` are methods that the request itself
 * adds to a type, by type.
 */
export function compileMethod(
  name: string,
  up: number,
  unknown: UnknownMethods,
  defined: ReadonlyMap<string, Evaluate> | undefined,
): Evaluate {
  if (unknown.has(name)) return () => undefined;
  const derived = derivedMethod(name);
  const isTextList = textLists.has(name);
  return (scope) => {
    let at: Scope | undefined = scope;
    for (let level = 0; level < up && at !== undefined; level++) at = at.parent;
    for (; at !== undefined; at = at.parent) {
      const { object } = at;
      const own = defined?.get(object.type);
      if (own !== undefined) return own(at);
      const value = object.fields[name];
      if (at.fetched !== undefined && !at.fetched.has(name)) {
        if (value !== undefined) return value === true || value === false ? false : undefined;
        if (name in object.fields) return undefined;
      }
      const computed = derived?.get(object.type);
      if (computed !== undefined) return computed(at.run, object);
      if (value !== undefined) return value;
      if (name in object.fields) return undefined;
      if (isTextList) {
        const lines = object.lists[name];
        if (lines !== undefined) return lines[0]?.fields[name];
      }
    }
    return undefined;
  };
}

/** A method of an object that is not in any line, as `$x:Type:Key` needs it. */
export function readMethod(scope: Scope, object: TallyObject, name: string, unknown: UnknownMethods): Stored {
  if (unknown.has(name)) return undefined;
  const computed = derivedMethod(name)?.get(object.type);
  return computed === undefined ? object.fields[name] : computed(scope.run, object);
}

const noObjects: readonly TallyObject[] = [];

/** A sub-list of the object in the scope; never one of its parents. */
export function listOf(scope: Scope, name: string, unknown: UnknownMethods): readonly TallyObject[] {
  if (unknown.has(name)) return noObjects;
  if (scope.fetched !== undefined && !scope.fetched.has(name)) return noObjects;
  return shownList(scope.run, scope.object, name);
}

/**
 * A list as collections and reports show it: a bill-wise ledger line without any bill gets a made-up
 * `On Account` bill over the whole amount, with an empty name (cookbook §1, FC).
 */
export function shownList(run: Run, object: TallyObject, name: string): readonly TallyObject[] {
  const lines = object.lists[name];
  if (lines === undefined) return noObjects;
  if (lines.length > 0 || name !== "BILLALLOCATIONS" || !isLedgerLine(object)) return lines;
  const ledger = run.books?.masterByName("LEDGER", textField(object, "LEDGERNAME"));
  if (ledger?.fields["ISBILLWISEON"] !== true) return lines;
  return [
    {
      type: "BILLALLOCATIONS",
      fields: {
        NAME: undefined,
        BILLTYPE: "On Account",
        BILLDATE: undefined,
        BILLCREDITPERIOD: undefined,
        ISADVANCE: false,
        AMOUNT: object.fields["AMOUNT"],
      },
      lists: {},
    },
  ];
}

function isLedgerLine(object: TallyObject): boolean {
  return object.type === "ALLLEDGERENTRIES" || object.type === "LEDGERENTRIES";
}
