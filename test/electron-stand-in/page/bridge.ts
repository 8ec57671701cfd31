import { decode, encode } from "../codec.ts";

/**
 * Calls between the two worlds of a page (the preload's and the page's own). They share the document, not objects:
 * everything crosses as text in a synchronous event, and the answer is dispatched back inside the listener. So a call
 * returns, throws and calls back as Electron's context bridge does, and nothing but copies crosses.
 *
 * Given to the page as text: the names of the page are captured here, before the page's own scripts can alter them.
 */

interface EventWindow {
  dispatchEvent(event: Event): boolean;
  addEventListener(name: string, listener: (event: { readonly detail: string }) => void): void;
}
declare const window: EventWindow;
declare const Node: new () => object;

export interface Bridge {
  /** Calls a function that the other world knows by this name. */
  call(name: string, ...args: readonly unknown[]): unknown;
  /** Offers a function to the other world under a name. */
  offer(name: string, handler: (...args: never[]) => unknown): void;
}

type Message =
  | { readonly kind: "call"; readonly id: number; readonly target: string; readonly args: string }
  | { readonly kind: "return"; readonly id: number; readonly value: string }
  | { readonly kind: "throw"; readonly id: number; readonly message: string }
  | { readonly kind: "settle"; readonly target: string; readonly ok: boolean; readonly value: string };

type Callable = (...args: unknown[]) => unknown;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

export function createBridge(ownEvent: string, otherEvent: string): Bridge {
  const { stringify, parse } = JSON;
  const dispatch = window.dispatchEvent.bind(window);
  const functions = new Map<string, Callable>();
  const names = new WeakMap<object, string>();
  const waiting = new Map<string, Waiting>();
  const answers = new Map<number, Message>();
  let lastCall = 0;
  let lastName = 0;

  const post = (message: Message): void => {
    dispatch(new CustomEvent(otherEvent, { detail: stringify(message) }));
  };

  const describe = (value: object): string | undefined => {
    if (value instanceof Node) throw new Error("An object could not be cloned.");
    if (typeof value === "function") {
      const name = names.get(value) ?? `${ownEvent}.${(lastName += 1)}`;
      names.set(value, name);
      functions.set(name, value as Callable);
      return `function:${name}`;
    }
    if (!(value instanceof Promise)) return undefined;
    const target = `${ownEvent}.${(lastName += 1)}`;
    value.then(
      (each: unknown) => post({ kind: "settle", target, ok: true, value: encode(each, describe) }),
      (error: unknown) => post({ kind: "settle", target, ok: false, value: messageOf(error) }),
    );
    return `promise:${target}`;
  };

  const revive = (description: string): unknown => {
    const colon = description.indexOf(":");
    const target = description.slice(colon + 1);
    if (description.slice(0, colon) === "function") return (...args: unknown[]) => request(target, args);
    return new Promise((resolve, reject) => waiting.set(target, { resolve, reject }));
  };

  const request = (target: string, args: readonly unknown[]): unknown => {
    const id = (lastCall += 1);
    post({ kind: "call", id, target, args: encode([...args], describe) });
    const answer = answers.get(id);
    answers.delete(id);
    if (answer?.kind === "return") return decode(answer.value, revive);
    throw new Error(answer?.kind === "throw" ? answer.message : "The other world of the page is gone.");
  };

  const perform = (message: Message & { readonly kind: "call" }): void => {
    const { id, target, args } = message;
    try {
      const handler = functions.get(target);
      if (handler === undefined) throw new Error(`Nothing is offered as ${target}.`);
      const value = handler(...(decode(args, revive) as unknown[]));
      post({ kind: "return", id, value: encode(value, describe) });
    } catch (error) {
      post({ kind: "throw", id, message: messageOf(error) });
    }
  };

  window.addEventListener(ownEvent, ({ detail }) => {
    const message = parse(detail) as Message;
    if (message.kind === "call") perform(message);
    else if (message.kind === "settle") {
      const promise = waiting.get(message.target);
      waiting.delete(message.target);
      if (message.ok) promise?.resolve(decode(message.value, revive));
      else promise?.reject(new Error(message.value));
    } else answers.set(message.id, message);
  });

  return {
    call: (name, ...args) => request(name, args),
    offer: (name, handler) => functions.set(name, handler as Callable),
  };
}

/** As over the context bridge: class and properties of an error are lost, its sentence stays. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
