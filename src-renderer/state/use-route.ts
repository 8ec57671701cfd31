import { useSyncExternalStore } from "react";
import type { Route } from "../../src-main/contract/channels.ts";
import { formatRoute, parseRoute } from "../routes.ts";

function listenToHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(listenToHash, () => window.location.hash);
  return parseRoute(hash);
}

export function navigateTo(route: Route): void {
  window.location.hash = formatRoute(route);
}
