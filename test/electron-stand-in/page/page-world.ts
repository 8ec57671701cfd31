import { createBridge } from "./bridge.ts";

/** The page's own world: receives what the preload offers, and takes over what only a real window could do. */

interface PageWindow {
  close: () => void;
}
declare const window: PageWindow;
declare const document: EventTarget;

export function installPageWorld(secret: string): void {
  const bridge = createBridge(`${secret}.page`, `${secret}.preload`);

  bridge.offer("expose", (key: string, api: unknown) => {
    if (Object.hasOwn(window, key)) {
      throw new Error(`Cannot bind an API on top of an existing property on the window object`);
    }
    const value = freezeDeep(api);
    Object.defineProperty(window, key, { value, enumerable: true, writable: false, configurable: false });
  });

  let visibility = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => visibility, configurable: true });
  Object.defineProperty(document, "hidden", { get: () => visibility === "hidden", configurable: true });
  bridge.offer("setVisible", (isVisible: boolean) => {
    const next = isVisible ? "visible" : "hidden";
    if (next === visibility) return;
    visibility = next;
    document.dispatchEvent(new Event("visibilitychange"));
  });

  // Else the page of the browser would really close, whatever the program answers.
  window.close = () => void bridge.call("close");
}

function freezeDeep(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Promise || ArrayBuffer.isView(value)) {
    return value;
  }
  for (const each of Object.values(value)) freezeDeep(each);
  return Object.freeze(value);
}
