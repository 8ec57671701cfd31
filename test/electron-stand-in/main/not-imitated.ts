import { EventEmitter } from "node:events";
import { host } from "./host-link.ts";

/**
 * What is not imitated must never pass in silence: it throws where it is used, and the host counts it, because the
 * program might catch the error.
 */

class NotImitated extends Error {
  override readonly name = "NotImitated";
}

export function miss(name: string): never {
  const error = new NotImitated(`${name} is not imitated by the stand-in for Electron.`);
  host.tell("miss", { name, stack: error.stack ?? "" });
  throw error;
}

/** Asked for by the language, by `await`, by consoles and by assertions; never meant as a call of Electron. */
const plainKeys = new Set([
  "then",
  "toJSON",
  "constructor",
  "prototype",
  "length",
  "name",
  "nodeType",
  "$$typeof",
  "asymmetricMatch",
  "__esModule",
  "hasOwnProperty",
  "inspect",
  "toString",
  "valueOf",
]);

function isPlain(key: string | symbol): boolean {
  return typeof key === "symbol" || key.startsWith("_") || plainKeys.has(key);
}

/** The same object, but what it does not have throws. `absent`: known to Electron, not there on this system. */
export function imitate<Target extends object>(
  name: string,
  target: Target,
  absent: readonly string[] = [],
): Target {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || isPlain(key)) return Reflect.get(object, key, receiver) as unknown;
      if (absent.includes(key as string)) return undefined;
      return miss(`${name}.${String(key)}`);
    },
    set(object, key, value, receiver) {
      if (key in object || isPlain(key)) return Reflect.set(object, key, value, receiver);
      return miss(`${name}.${String(key)} =`);
    },
  });
}

/** A whole object of Electron that is not imitated at all. */
export function imitateNothing(name: string): object {
  const refuse = (_: unknown, key: string | symbol): unknown =>
    isPlain(key) ? undefined : miss(`${name}.${String(key)}`);
  return new Proxy(function () {}, {
    get: refuse,
    set: (_, key) => miss(`${name}.${String(key)} =`),
    apply: () => miss(`${name}()`),
    construct: () => miss(`new ${name}()`),
  });
}

type Listener = (...args: never[]) => void;

/** An emitter that refuses listeners of events that nobody here ever emits: they would never fire. */
export class CheckedEmitter extends EventEmitter {
  readonly _label: string;
  readonly _known: ReadonlySet<string>;

  constructor(label: string, known: readonly string[]) {
    super();
    this._label = label;
    this._known = new Set(known);
  }

  _check(event: string | symbol): void {
    const internal = event === "newListener" || event === "removeListener" || event === "error";
    if (typeof event === "string" && !internal && !this._known.has(event)) {
      miss(`${this._label}.on("${event}")`);
    }
  }

  override on(event: string | symbol, listener: Listener): this {
    this._check(event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override addListener(event: string | symbol, listener: Listener): this {
    this._check(event);
    return super.addListener(event, listener as (...args: unknown[]) => void);
  }

  override once(event: string | symbol, listener: Listener): this {
    this._check(event);
    return super.once(event, listener as (...args: unknown[]) => void);
  }
}

/** The first argument of events that can be prevented. */
interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function makeEvent<Extra extends object>(extra?: Extra): PreventableEvent & Extra {
  const event = {
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
    ...extra,
  };
  return event as PreventableEvent & Extra;
}
