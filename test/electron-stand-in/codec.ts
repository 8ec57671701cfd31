/**
 * Structured clone as text: between page and program only text can be carried. The sender calls `structuredClone`
 * first, so that what cannot be copied (functions, nodes of the page) is refused as Electron refuses it.
 *
 * This file is also given to the page as text, so it imports nothing and leans on nothing but the language.
 */

/** A value that the caller carries in a way of its own, such as a function across the context bridge. */
type DescribeSpecial = (value: object) => string | undefined;
type ReviveSpecial = (description: string) => unknown;

type Entry = unknown;

const constants: readonly unknown[] = [undefined, Number.NaN, Infinity, -Infinity, -0, null, true, false];

function constantIndex(value: unknown): number {
  for (let index = 0; index < constants.length; index += 1) {
    if (Object.is(constants[index], value)) return -1 - index;
  }
  return 0;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8_192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8_192));
  }
  return btoa(text);
}

function fromBase64(text: string): ArrayBuffer {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let index = 0; index < raw.length; index += 1) bytes[index] = raw.charCodeAt(index);
  return bytes.buffer;
}

export function encode(value: unknown, describeSpecial?: DescribeSpecial): string {
  const entries: Entry[] = [];
  const seen = new Map<unknown, number>();

  const visit = (each: unknown): number => {
    const constant = constantIndex(each);
    if (constant < 0) return constant;
    const known = seen.get(each);
    if (known !== undefined) return known;
    const index = entries.length;
    seen.set(each, index);
    entries.push(null);
    entries[index] = describe(each);
    return index;
  };

  const describe = (each: unknown): Entry => {
    if (typeof each === "string" || typeof each === "number") return each;
    if (typeof each === "bigint") return ["n", String(each)];
    if ((typeof each === "object" || typeof each === "function") && each !== null) {
      const special = describeSpecial?.(each);
      if (special !== undefined) return ["x", special];
      if (typeof each === "object") return describeObject(each, visit);
    }
    throw new Error("An object could not be cloned.");
  };

  visit(value);
  return JSON.stringify([visit(value), entries]);
}

function describeObject(value: object, visit: (each: unknown) => number): Entry {
  if (Array.isArray(value)) {
    const items = Array.from(value, (each: unknown, index) => (index in value ? visit(each) : null));
    return ["a", ...items];
  }
  if (value instanceof Date) return ["d", value.getTime()];
  if (value instanceof RegExp) return ["r", value.source, value.flags];
  if (value instanceof Map) return ["m", ...[...value].flatMap(([key, each]) => [visit(key), visit(each)])];
  if (value instanceof Set) return ["s", ...Array.from(value, visit)];
  if (value instanceof Error) return ["e", value.name, value.message];
  if (value instanceof ArrayBuffer) return ["b", toBase64(new Uint8Array(value))];
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return [
      "t",
      value.constructor.name === "Buffer" ? "Uint8Array" : value.constructor.name,
      toBase64(bytes),
    ];
  }
  return ["o", ...Object.entries(value).flatMap(([key, each]) => [key, visit(each)])];
}

export function decode(text: string, reviveSpecial?: ReviveSpecial): unknown {
  const [root, entries] = JSON.parse(text) as [number, readonly Entry[]];
  const made = new Map<number, unknown>();

  const read = (index: number): unknown => {
    if (index < 0) return constants[-1 - index];
    if (made.has(index)) return made.get(index);
    const entry = entries[index];
    if (!Array.isArray(entry)) return entry;
    const [kind, ...parts] = entry as [string, ...unknown[]];
    const keep = <Value>(value: Value): Value => {
      made.set(index, value);
      return value;
    };
    return revive({ kind, parts, read, keep, reviveSpecial });
  };
  return read(root);
}

interface Revival {
  readonly kind: string;
  readonly parts: readonly unknown[];
  readonly read: (index: number) => unknown;
  /** Kept before it is filled, so that circles close. */
  readonly keep: <Value>(value: Value) => Value;
  readonly reviveSpecial: ReviveSpecial | undefined;
}

function revive({ kind, parts, read, keep, reviveSpecial }: Revival): unknown {
  const [first, second] = parts;
  switch (kind) {
    case "n":
      return BigInt(first as string);
    case "d":
      return keep(new Date((first as number | null) ?? Number.NaN));
    case "r":
      return keep(new RegExp(first as string, second as string));
    case "e":
      return keep(makeError(first as string, second as string));
    case "b":
      return keep(fromBase64(first as string));
    case "t":
      return keep(makeView(first as string, fromBase64(second as string)));
    case "x":
      if (reviveSpecial === undefined) throw new Error("An object could not be cloned.");
      return keep(reviveSpecial(first as string));
    default:
      return reviveCollection(kind, parts, read, keep);
  }
}

function reviveCollection(
  kind: string,
  parts: readonly unknown[],
  read: (index: number) => unknown,
  keep: <Value>(value: Value) => Value,
): unknown {
  if (kind === "a") {
    const array = keep(Array.from<unknown>({ length: parts.length }));
    for (let index = 0; index < parts.length; index += 1) {
      if (parts[index] === null) Reflect.deleteProperty(array, index);
      else array[index] = read(parts[index] as number);
    }
    return array;
  }
  if (kind === "s") {
    const set = keep(new Set<unknown>());
    for (const part of parts) set.add(read(part as number));
    return set;
  }
  const map = kind === "m" ? keep(new Map<unknown, unknown>()) : undefined;
  const object = map === undefined ? keep<Record<string, unknown>>({}) : {};
  for (let index = 0; index < parts.length; index += 2) {
    const value = read(parts[index + 1] as number);
    if (map === undefined) {
      Object.defineProperty(object, parts[index] as string, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else map.set(read(parts[index] as number), value);
  }
  return map ?? object;
}

function makeError(name: string, message: string): Error {
  const kinds: Record<string, new (message: string) => Error> = {
    TypeError,
    RangeError,
    SyntaxError,
    ReferenceError,
    EvalError,
    URIError,
  };
  return new (kinds[name] ?? Error)(message);
}

function makeView(name: string, buffer: ArrayBuffer): unknown {
  const kinds: Record<string, new (buffer: ArrayBuffer) => unknown> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const Kind = kinds[name];
  if (Kind === undefined) throw new Error("An object could not be cloned.");
  return new Kind(buffer);
}
