import type { Dialect } from "./dialect.ts";

const clockFormat = "'%Y-%m-%dT%H:%M:%fZ'";

export const sqliteDialect: Dialect = {
  product: "sqlite",
  typeNames: {
    identity: "INTEGER PRIMARY KEY AUTOINCREMENT",
    key: "TEXT",
    name: "TEXT",
    text: "TEXT",
    int: "INTEGER",
    bigint: "INTEGER",
    money: "DECIMAL(20,4)",
    number: "DECIMAL(24,8)",
    bool: "INTEGER",
    date: "TEXT",
    time: "TEXT",
    json: "TEXT",
  },
  defaults: { text: "''", bool: "0" },
  columnComment: () => "",
  tableSuffix: "",
  entitiesPerWrite: 100,
  // A DECIMAL column has numeric affinity: an 8-byte float unless the value is whole.
  significantDigits: 15,
  limitStyle: "limit",
  hasPartialIndexes: true,
  hasTransactionalDdl: true,
  makesIndexesAfterLoad: true,
  columnsQuery: `select m.name as table_name, c.name as item_name
    from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and substr(m.name, 1, 7) <> 'sqlite_'`,
  indexesQuery: "select tbl_name as table_name, name as item_name from sqlite_master where type = 'index'",
  clock: `strftime(${clockFormat}, 'now')`,
  clockText: `strftime(${clockFormat}, 'now')`,
  clockIn: (seconds) => `strftime(${clockFormat}, 'now', '${seconds >= 0 ? "+" : ""}${seconds} seconds')`,
  // Without figures a view begins with the wrong table: seconds instead of a tenth. Looking at some rows of an index
  // only would be worse than none: the first ones all belong to one company.
  statisticsStatements: () => ["pragma analysis_limit = 0", "pragma optimize = 0x10002"],
  purgeStatements: { before: "pragma secure_delete = on", after: "pragma secure_delete = off" },
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  selectExpression: (_type, quotedName) => quotedName,
  toDatabase: (_type, value) => (typeof value === "boolean" ? Number(value) : value),
};
