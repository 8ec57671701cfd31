import type { DatabaseChoice, ServerChoice } from "./app-settings.ts";

/** The chosen database as an address (as after `--to`), for the engine and for programs that connect to it. */

function optionsOf(choice: ServerChoice): string {
  const options = new URLSearchParams({ ssl: choice.ssl });
  if (choice.product === "postgres" && choice.schema !== "") options.set("schema", choice.schema);
  if (choice.product === "mssql" && choice.instance !== "") options.set("instance", choice.instance);
  if (choice.product === "mssql" && choice.isTrusted) options.set("trusted", "true");
  return options.toString();
}

function loginOf({ product, isTrusted, user }: ServerChoice, password: string): string {
  if (product === "mssql" && isTrusted) return "";
  const secret = password === "" ? "" : `:${encodeURIComponent(password)}`;
  return `${encodeURIComponent(user)}${secret}@`;
}

/** With the password: for the worker alone, never shown, stored or logged. */
export function databaseAddress(choice: DatabaseChoice, password: string, defaultFile: string): string {
  if (choice.product === "sqlite") return `sqlite:${choice.path === "" ? defaultFile : choice.path}`;
  const host = choice.host.includes(":") ? `[${choice.host}]` : choice.host;
  const database = encodeURIComponent(choice.database);
  return `${choice.product}://${loginOf(choice, password)}${host}:${choice.port}/${database}?${optionsOf(choice)}`;
}

/** What "Copy connection string" gives: without a password, for Excel, Power BI and other programs. */
export function connectionString(choice: DatabaseChoice, defaultFile: string): string {
  if (choice.product === "sqlite") return choice.path === "" ? defaultFile : choice.path;
  return databaseAddress(choice, "", defaultFile);
}
