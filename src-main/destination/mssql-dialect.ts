import type { LogicalType } from "../catalog/stream.ts";
import type { Dialect } from "./dialect.ts";

/** Compares by code point; the rules of a later version would not be known to SQL Server 2016. */
export const binaryCollation = "Latin1_General_100_BIN2";

/** The driver would make floats of decimals and local times of dates. */
const readings: Readonly<Partial<Record<LogicalType, (quotedName: string) => string>>> = {
  money: (name) => `convert(varchar(50), ${name})`,
  number: (name) => `convert(varchar(50), ${name})`,
  date: (name) => `convert(char(10), ${name}, 23)`,
  time: (name) => `convert(varchar(23), ${name}, 126) + 'Z'`,
};

export const mssqlDialect: Dialect = {
  product: "mssql",
  typeNames: {
    identity: "int identity(1,1) primary key",
    key: `nvarchar(100) collate ${binaryCollation}`,
    name: `nvarchar(450) collate ${binaryCollation}`,
    text: `nvarchar(max) collate ${binaryCollation}`,
    int: "int",
    bigint: "bigint",
    money: "decimal(20,4)",
    number: "decimal(24,8)",
    bool: "bit",
    date: "date",
    time: "datetime2(3)",
    json: `nvarchar(max) collate ${binaryCollation}`,
  },
  defaults: { text: "''", bool: "0" },
  columnComment: () => "",
  tableSuffix: "",
  entitiesPerWrite: 1_000,
  significantDigits: null,
  limitStyle: "top",
  hasPartialIndexes: true,
  hasTransactionalDdl: true,
  makesIndexesAfterLoad: false,
  columnsQuery: `select c.TABLE_NAME as table_name, c.COLUMN_NAME as item_name
    from INFORMATION_SCHEMA.COLUMNS c
    join INFORMATION_SCHEMA.TABLES t on t.TABLE_SCHEMA = c.TABLE_SCHEMA and t.TABLE_NAME = c.TABLE_NAME
    where c.TABLE_SCHEMA = schema_name() and t.TABLE_TYPE = 'BASE TABLE'`,
  indexesQuery: `select t.name as table_name, i.name as item_name
    from sys.indexes i join sys.tables t on t.object_id = i.object_id
    where t.schema_id = schema_id(schema_name()) and i.name is not null`,
  clock: "sysutcdatetime()",
  clockText: "convert(varchar(23), sysutcdatetime(), 126) + 'Z'",
  clockIn: (seconds) => `dateadd(second, ${seconds}, sysutcdatetime())`,
  statisticsStatements: () => [],
  quote: (name) => `[${name.replaceAll("]", "]]")}]`,
  selectExpression: (type, quotedName) => readings[type]?.(quotedName) ?? quotedName,
  toDatabase: (type, value) => (type === "time" && typeof value === "string" ? mssqlTime(value) : value),
};

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** datetime2 has no zone: all times are UTC and go without. */
export function mssqlTime(value: string): string {
  return isoTime.test(value) ? value.slice(0, -1) : value;
}
