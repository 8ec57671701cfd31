import type { Destination } from "./destination.ts";
import type { DatabaseLocation } from "./database-url.ts";
import { parseDatabaseUrl } from "./database-url.ts";

export { describeLocation, parseDatabaseUrl } from "./database-url.ts";

export interface OpenOptions {
  /** SQLite: make the file where it is missing. Commands that only look say false. Default true. */
  readonly mayCreate?: boolean;
  readonly lockTimeoutMs?: number;
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
      return openPostgres(location);
    }
    case "mysql": {
      const { openMysql } = await import("./mysql.ts");
      return openMysql(location);
    }
    case "mssql": {
      const { openMssql } = await import("./mssql.ts");
      return openMssql(location);
    }
  }
}
