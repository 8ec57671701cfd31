import { ReplicaError } from "../contract/errors.ts";

/** What `--to` names. The password is kept apart from everything that is shown. */
export type DatabaseLocation = SqliteLocation | ServerLocation;

export interface SqliteLocation {
  readonly product: "sqlite";
  readonly path: string;
}

export interface ServerLocation {
  readonly product: "postgres" | "mysql" | "mssql";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /**
   * `require`: encrypted, certificate checked; the default. `no-verify`: encrypted only. `disable`: clear text; the
   * default for a server on this PC, where nothing leaves it and servers seldom have a certificate.
   */
  readonly ssl: "require" | "no-verify" | "disable";
  /** PostgreSQL only. Null: the server's default for this user. */
  readonly schema: string | null;
  /** SQL Server only: a named instance instead of a port. */
  readonly instance: string | null;
  /** SQL Server only: Windows login. */
  readonly isTrusted: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const passwordVariable = "TALLY_REPLICA_DB_PASSWORD";

const servers: Readonly<Record<string, { product: ServerLocation["product"]; port: number }>> = {
  "postgres:": { product: "postgres", port: 5432 },
  "postgresql:": { product: "postgres", port: 5432 },
  "mysql:": { product: "mysql", port: 3306 },
  "mariadb:": { product: "mysql", port: 3306 },
  "mssql:": { product: "mssql", port: 1433 },
  "sqlserver:": { product: "mssql", port: 1433 },
};

const knownOptions: ReadonlySet<string> = new Set(["ssl", "schema", "instance", "trusted"]);

/** `sqlite:PATH` takes any path as it is; a bare path is refused, so that a mistyped URL makes no file. */
export function parseDatabaseUrl(text: string, environment: Environment = process.env): DatabaseLocation {
  if (text.toLowerCase().startsWith("sqlite:")) return parseSqlite(text.slice("sqlite:".length));
  const url = parseUrl(text);
  const server = servers[url.protocol];
  if (!server) throw wrongUrl(`${url.protocol}// is not a kind of database this program knows`);
  for (const option of url.searchParams.keys()) {
    if (!knownOptions.has(option)) throw wrongUrl(`the option ${option} is not known`);
  }
  const database = decodeURIComponent(url.pathname.replace(/^\//, ""));
  if (database === "" || database.includes("/")) throw wrongUrl("the name of the database is missing");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1") || "localhost";
  const schema = url.searchParams.get("schema");
  if (schema !== null && server.product === "mysql") throw wrongUrl("in MySQL the database is the schema");
  // SQL Server has no search path that a session could set.
  if (schema !== null && server.product === "mssql") {
    throw wrongUrl("on SQL Server the user's default schema is used: alter user … with default_schema = …");
  }
  return {
    product: server.product,
    host,
    port: url.port === "" ? server.port : Number(url.port),
    user: decodeURIComponent(url.username),
    password: url.password === "" ? (environment[passwordVariable] ?? "") : decodeURIComponent(url.password),
    database,
    ssl: sslOf(url.searchParams.get("ssl"), host),
    schema: schema === "" ? null : schema,
    instance: url.searchParams.get("instance") || null,
    isTrusted: url.searchParams.get("trusted") === "true",
  };
}

/** How a database is named in messages: never with a password. */
export function describeLocation(location: DatabaseLocation): string {
  if (location.product === "sqlite") return location.path;
  const { product, host, port, database, instance } = location;
  const place = instance === null ? `${host}:${port}` : `${host}\\${instance}`;
  return `${product}://${place}/${database}${location.schema === null ? "" : ` (schema ${location.schema})`}`;
}

function parseSqlite(rest: string): SqliteLocation {
  const path = rest.replace(/^\/\/(?=\/|[a-z]:)/i, "");
  if (path === "" || path.startsWith(":")) throw wrongUrl("the path of the file is missing");
  return { product: "sqlite", path };
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    // The text may hold a password: it is not repeated.
    throw wrongUrl("it must begin with sqlite:, postgres://, mysql:// or mssql://");
  }
}

function sslOf(text: string | null, host: string): ServerLocation["ssl"] {
  switch (text) {
    case null:
    case "":
      return /^(localhost|127\..*|::1)$/i.test(host) ? "disable" : "require";
    case "true":
    case "require":
    case "verify-full":
      return "require";
    case "no-verify":
      return "no-verify";
    case "false":
    case "disable":
      return "disable";
    default:
      throw wrongUrl("ssl is one of require, no-verify, disable");
  }
}

function wrongUrl(detail: string): ReplicaError {
  return new ReplicaError("CONFIG_DATABASE_URL", { detail });
}
