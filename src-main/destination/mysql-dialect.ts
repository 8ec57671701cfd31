import type { Dialect } from "./dialect.ts";

const text = "character set utf8mb4 collate utf8mb4_bin";

/** Only what MySQL 8 and MariaDB 10.6 both take. */
export const mysqlDialect: Dialect = {
  product: "mysql",
  typeNames: {
    identity: "int auto_increment primary key",
    key: `varchar(100) ${text}`,
    name: `varchar(450) ${text}`,
    text: `longtext ${text}`,
    int: "int",
    bigint: "bigint",
    money: "decimal(20,4)",
    number: "decimal(24,8)",
    bool: "tinyint(1)",
    date: "date",
    time: "datetime(3)",
    json: "json",
  },
  // A long text takes a default only as an expression.
  defaults: { text: "('')", bool: "0" },
  // Changing a comment later would mean repeating the whole definition of the column.
  columnComment: (doc) => ` comment '${doc.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`,
  tableSuffix: " engine=InnoDB row_format=dynamic default character set utf8mb4 collate utf8mb4_bin",
  entitiesPerWrite: 1_000,
  significantDigits: null,
  limitStyle: "limit",
  hasPartialIndexes: false,
  hasTransactionalDdl: false,
  makesIndexesAfterLoad: false,
  columnsQuery: `select c.table_name as table_name, c.column_name as item_name
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = database() and t.table_type = 'BASE TABLE'`,
  indexesQuery: `select distinct table_name as table_name, index_name as item_name
    from information_schema.statistics where table_schema = database()`,
  clock: "utc_timestamp(3)",
  clockText: "concat(date_format(utc_timestamp(3), '%Y-%m-%dT%H:%i:%s.%f'), 'Z')",
  clockIn: (seconds) => `date_add(utc_timestamp(3), interval ${seconds} second)`,
  // The server does so by itself, some seconds later; until then MariaDB may read all lines again for every ledger.
  statisticsStatements: (tables) => [`analyze local table ${tables.join(", ")}`],
  quote: (name) => `\`${name.replaceAll("`", "``")}\``,
  selectExpression: (_type, quotedName) => quotedName,
  toDatabase: (type, value) => (type === "time" && typeof value === "string" ? mysqlTime(value) : value),
};

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** MySQL takes neither `Z` nor an offset in every version: sessions are in UTC and times go without. */
export function mysqlTime(value: string): string {
  return isoTime.test(value) ? value.replace("T", " ").slice(0, -1) : value;
}

export function timeFromMysql(text: string): string {
  const [date = "", clock = "00:00:00"] = text.split(" ");
  const [seconds = "", fraction = ""] = clock.split(".");
  return `${date}T${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}
