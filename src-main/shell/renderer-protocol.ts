import { readFile } from "node:fs/promises";
import { protocol } from "electron";
import { contentSecurityPolicy, contentTypeOf, fileOfAddress, rendererScheme } from "./renderer-files.ts";

/** The window is served from the program's own folder under app://, an origin that no website can have. */

/** Before `ready`. */
export function registerRendererScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: rendererScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveRenderer(folder: string): void {
  protocol.handle(rendererScheme, async (request) => {
    const file = fileOfAddress(request.url, folder);
    const body = file === null ? null : await readFile(file).catch(() => null);
    if (file === null || body === null) return new Response("", { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        "content-type": contentTypeOf(file),
        "content-security-policy": contentSecurityPolicy,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  });
}
