import type { BrowserContext, Route } from "@playwright/test";
import { schemeOf, toAppUrl } from "./addresses.ts";
import type { HostLink } from "./host-link.ts";
import type { HostWindow } from "./host-window.ts";

interface TrafficSurroundings {
  readonly link: HostLink;
  readonly schemes: () => readonly string[];
  readonly windows: () => readonly HostWindow[];
  readonly onBlocked: (url: string) => void;
}

const harmless = new Set(["data", "blob", "file", "about"]);

/** Every request of every page: the program's own schemes are answered by the program, the network by nobody. */
export async function watchTraffic(context: BrowserContext, around: TrafficSurroundings): Promise<void> {
  await context.route("**/*", async (route) => {
    try {
      await answer(route, around);
    } catch (error) {
      // The page or the program may be gone by now; then nobody waits for the answer either.
      await route.abort("failed").catch(() => undefined);
      if (!/closed|crashed|gone|ended/i.test(String(error))) throw error;
    }
  });
}

function ownerOf(route: Route, windows: readonly HostWindow[]): HostWindow | undefined {
  try {
    const page = route.request().frame().page();
    return windows.find((window) => window.owns(page));
  } catch {
    // The first request of a new window has no frame yet: it is one the program did not make.
    return undefined;
  }
}

async function answer(route: Route, around: TrafficSurroundings): Promise<void> {
  const request = route.request();
  const owner = ownerOf(route, around.windows());
  const url = toAppUrl(request.url(), around.schemes());
  const scheme = schemeOf(url);
  if (owner === undefined) return await route.abort("aborted");
  if (!(await owner.mayNavigate(request))) return await route.abort("aborted");
  if (harmless.has(scheme)) return await route.continue();
  if (!around.schemes().includes(scheme)) {
    around.onBlocked(request.url());
    return await route.abort("blockedbyclient");
  }
  const { status, headers, body } = await around.link.ask("protocol.request", {
    scheme,
    url,
    method: request.method(),
    headers: await request.allHeaders(),
    body: request.postDataBuffer(),
  });
  await route.fulfill({ status, headers, body: Buffer.from(body) });
}
