import { databaseChoiceSchema, defaultPorts } from "../../src-main/contract/app-settings.ts";
import type { DatabaseChoice, DatabaseProduct } from "../../src-main/contract/app-settings.ts";

/** What is typed about the database, before it is known to make sense; nothing here knows of React. */
export interface DatabaseDraft {
  readonly product: DatabaseProduct;
  readonly path: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  /** Empty: the one that is stored. */
  readonly password: string;
  readonly schema: string;
  readonly ssl: "require" | "no-verify" | "disable";
  readonly instance: string;
  readonly isTrusted: boolean;
}

export type DraftField = "host" | "port" | "database";
export type DraftErrors = Partial<Readonly<Record<DraftField, "needed" | "portWrong">>>;

const emptyServer = {
  host: "localhost",
  port: "",
  database: "tally",
  user: "",
  password: "",
  schema: "",
  ssl: "require",
  instance: "",
  isTrusted: false,
} as const;

export function draftOf(choice: DatabaseChoice): DatabaseDraft {
  if (choice.product === "sqlite") return { ...emptyServer, product: "sqlite", path: choice.path };
  return { ...choice, path: "", port: String(choice.port), password: "" };
}

/** Another product brings its usual port; what was typed elsewhere stays. */
export function changeProduct(draft: DatabaseDraft, product: DatabaseProduct): DatabaseDraft {
  if (product === "sqlite") return { ...draft, product };
  return { ...draft, product, port: String(defaultPorts[product]) };
}

export function findErrors(draft: DatabaseDraft): DraftErrors {
  if (draft.product === "sqlite") return {};
  const port = Number(draft.port);
  const isPort = /^\d+$/.test(draft.port) && port >= 1 && port <= 65_535;
  return {
    ...(draft.host.trim() === "" ? { host: "needed" as const } : {}),
    ...(draft.database.trim() === "" ? { database: "needed" as const } : {}),
    ...(isPort ? {} : { port: "portWrong" as const }),
  };
}

/** The choice that is meant, or null while something is missing. */
export function choiceOf(draft: DatabaseDraft): DatabaseChoice | null {
  const choice =
    draft.product === "sqlite"
      ? { product: draft.product, path: draft.path.trim() }
      : {
          product: draft.product,
          host: draft.host.trim(),
          port: Number(draft.port),
          database: draft.database.trim(),
          user: draft.user.trim(),
          schema: draft.product === "postgres" ? draft.schema.trim() : "",
          ssl: draft.ssl,
          instance: draft.product === "mssql" ? draft.instance.trim() : "",
          isTrusted: draft.product === "mssql" && draft.isTrusted,
        };
  const parsed = databaseChoiceSchema.safeParse(choice);
  return parsed.success ? parsed.data : null;
}

/** Null keeps the stored password; a server that was not used before has none. */
export function passwordOf(draft: DatabaseDraft, hasStored: boolean): string | null {
  return draft.password === "" && hasStored ? null : draft.password;
}
