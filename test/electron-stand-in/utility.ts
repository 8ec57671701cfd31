/** `electron` as a worker sees it: next to nothing. */

function refuse(name: string): never {
  throw new Error(`${name} is not there in a utility process.`);
}

function nothing(name: string): object {
  return new Proxy({}, { get: (_, key) => (typeof key === "symbol" ? undefined : refuse(`${name}.${key}`)) });
}

export const parentPort = (process as { readonly parentPort?: unknown }).parentPort;
export const net = nothing("net");
export const systemPreferences = nothing("systemPreferences");

const everything = new Proxy(
  { parentPort, net, systemPreferences },
  {
    get(object, key) {
      if (key in object) return Reflect.get(object, key) as unknown;
      return typeof key === "symbol" || key === "then" || key === "__esModule" ? undefined : refuse(key);
    },
  },
);
// oxlint-disable-next-line import/no-default-export -- `import electron from "electron"` must work as well
export default everything;
export { everything as "module.exports" };
