import type Electron from "electron";
import type { SchemeRequest, SchemeResponse } from "../protocol.ts";
import { life } from "./app-life.ts";
import { host } from "./host-link.ts";
import { imitate } from "./not-imitated.ts";

/** Custom schemes: the browser asks the host, the host asks here, and the program's own handler answers. */

type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();

export const protocol = imitate("protocol", {
  registerSchemesAsPrivileged(schemes) {
    if (life.isReady) {
      throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
    }
    host.tell(
      "schemes",
      schemes.map(({ scheme }) => scheme),
    );
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle(scheme) {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
} satisfies Pick<
  Electron.Protocol,
  "registerSchemesAsPrivileged" | "handle" | "unhandle" | "isProtocolHandled"
>);

async function answerRequest(request: SchemeRequest): Promise<SchemeResponse> {
  const handler = handlers.get(request.scheme);
  if (handler === undefined) throw new Error(`Nobody handles ${request.scheme}://`);
  const { url, method, headers, body } = request;
  const response = await handler(
    new Request(url, { method, headers, ...(body !== null && { body: new Uint8Array(body) }) }),
  );
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

export function answerSchemes(): void {
  host.answer("protocol.request", answerRequest);
}
