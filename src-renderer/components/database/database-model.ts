import { defaultPorts } from "../../../src-main/contract/app-settings.ts";
import type { DatabaseChoice, ServerChoice } from "../../../src-main/contract/app-settings.ts";

/** The form for the place of the data, between what is typed and what is stored; nothing here knows of React. */

type ServerProduct = ServerChoice["product"];
export const serverProducts = Object.keys(defaultPorts) as readonly ServerProduct[];

/** As typed: the port is text, and both kinds are kept, so that changing one's mind loses nothing. */
export interface DatabaseDraft {
  readonly isServer: boolean;
  readonly path: string;
  readonly product: ServerProduct;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
  readonly ssl: ServerChoice["ssl"];
  readonly instance: string;
  readonly isTrusted: boolean;
}

const emptyDraft: DatabaseDraft = {
  isServer: false,
  path: "",
  product: "postgres",
  host: "",
  port: String(defaultPorts.postgres),
  database: "",
  user: "",
  password: "",
  schema: "",
  ssl: "require",
  instance: "",
  isTrusted: false,
};

export function draftOf(choice: DatabaseChoice): DatabaseDraft {
  if (choice.product === "sqlite") return { ...emptyDraft, path: choice.path };
  const { product, host, port, database, user, schema, ssl, instance, isTrusted } = choice;
  return {
    ...emptyDraft,
    isServer: true,
    product,
    host,
    port: String(port),
    database,
    user,
    schema,
    ssl,
    instance,
    isTrusted,
  };
}

/** A port that nobody changed follows the product. */
export function withProduct(draft: DatabaseDraft, product: ServerProduct): DatabaseDraft {
  const isUsualPort = draft.port === String(defaultPorts[draft.product]);
  return { ...draft, product, port: isUsualPort ? String(defaultPorts[product]) : draft.port };
}

export type DraftField = "host" | "port" | "database" | "user";

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** What has to be filled in or corrected before the database can be tried. */
export function wrongFields(draft: DatabaseDraft): readonly DraftField[] {
  if (!draft.isServer) return [];
  const isTrusted = draft.product === "mssql" && draft.isTrusted;
  const wrong: DraftField[] = [];
  if (draft.host.trim() === "") wrong.push("host");
  if (!isPort(draft.port)) wrong.push("port");
  if (draft.database.trim() === "") wrong.push("database");
  if (!isTrusted && draft.user.trim() === "") wrong.push("user");
  return wrong;
}

/** Only what the product knows is sent. */
export function choiceOf(draft: DatabaseDraft): DatabaseChoice {
  if (!draft.isServer) return { product: "sqlite", path: draft.path.trim() };
  const isSqlServer = draft.product === "mssql";
  const isTrusted = isSqlServer && draft.isTrusted;
  return {
    product: draft.product,
    host: draft.host.trim(),
    port: Number(draft.port),
    database: draft.database.trim(),
    user: isTrusted ? "" : draft.user.trim(),
    schema: draft.product === "postgres" ? draft.schema.trim() : "",
    ssl: draft.ssl,
    instance: isSqlServer ? draft.instance.trim() : "",
    isTrusted,
  };
}

/** Null: the stored one. */
export function passwordOf(draft: DatabaseDraft, hasStored: boolean): string | null {
  return draft.password === "" && hasStored ? null : draft.password;
}

export function isSameDatabase(left: DatabaseChoice, right: DatabaseChoice): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  const [one, other]: readonly Readonly<Record<string, unknown>>[] = [left, right];
  return [...names].every((name) => one?.[name] === other?.[name]);
}
