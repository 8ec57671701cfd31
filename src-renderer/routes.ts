import type { Route } from "../src-main/contract/channels.ts";

/** The address behind the `#`; the rest of the address belongs to whoever serves the window. */

export const settingsSections = [
  "tally",
  "database",
  "schedule",
  "notifications",
  "data",
  "fields",
  "help",
] as const;
export type SettingsSection = (typeof settingsSections)[number];

function isSection(text: string | undefined): text is SettingsSection {
  return settingsSections.some((section) => section === text);
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case "companies":
    case "wizard":
      return `#/${route.page}`;
    case "company":
      return `#/company/${encodeURIComponent(route.company)}`;
    case "activity":
      return withQuery("#/activity", { company: route.company, run: route.runId });
    case "problems":
      return withQuery("#/problems", { company: route.company });
    case "settings":
      return route.section === undefined ? "#/settings" : `#/settings/${route.section}`;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What nobody knows leads to the companies. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page, rest] = path.split("/");
  const values = new URLSearchParams(query);
  const company = values.get("company") ?? undefined;
  const runId = values.get("run") ?? undefined;
  switch (page) {
    case "company":
      return rest === undefined || rest === "" ? { page: "companies" } : { page, company: decode(rest) };
    case "activity":
      return {
        page,
        ...(company === undefined ? {} : { company }),
        ...(runId === undefined ? {} : { runId }),
      };
    case "problems":
      return { page, ...(company === undefined ? {} : { company }) };
    case "settings":
      return isSection(rest) ? { page, section: rest } : { page };
    case "wizard":
      return { page };
    case undefined:
    default:
      return { page: "companies" };
  }
}
