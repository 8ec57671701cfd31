import type { Destination } from "./destination.ts";
import type { DatabaseLocation } from "./database-url.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { usualWaits } from "./watched-socket.ts";

export { describeLocation, parseDatabaseUrl } from "./database-url.ts";

export interface OpenOptions {
  /** SQLite: make the file where it is missing. Commands that only look say false. Default true. */
  readonly mayCreate?: boolean;
  /** How long to wait for what another program holds locked. */
  readonly lockTimeoutMs?: number;
  /** Servers: how long to wait for any answer. */
  readonly answerTimeoutMs?: number;
}

/** Opens what a `--to` URL names. Only the driver of that product is loaded. */
export async function openDestination(
  to: string | DatabaseLocation,
  options: OpenOptions = {},
): Promise<Destination> {
  const location = typeof to === "string" ? parseDatabaseUrl(to) : to;
  switch (location.product) {
    case "sqlite": {
      const { openSqlite } = await import("./sqlite.ts");
      return openSqlite({ path: location.path, ...options });
    }
    case "postgres": {
      const { openPostgres } = await import("./postgres.ts");
      return openPostgres(location, { ...usualWaits, ...options });
    }
    case "mysql": {
      const { openMysql } = await import("./mysql.ts");
      return openMysql(location, { ...usualWaits, ...options });
    }
    case "mssql": {
      const { openMssql } = await import("./mssql.ts");
      return openMssql(location, { ...usualWaits, ...options });
    }
  }
}
