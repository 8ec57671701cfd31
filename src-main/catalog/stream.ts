import type { Part } from "../contract/choice.ts";
import type { RowColumnType } from "../contract/rows.ts";
import type { Counter } from "../contract/run.ts";
import type { Value } from "../contract/value.ts";

/** Logical column types; what each product stores for them is in destination/dialect.ts. */
export type LogicalType = RowColumnType;

/** A column of a table, without the common columns that every entity or child table has. */
export interface Column {
  readonly name: string;
  readonly type: LogicalType;
  /** What it holds, for the data dictionary. One sentence. */
  readonly doc: string;
  /** money and number: empty becomes 0 instead of null (marked *0* in the data dictionary). */
  readonly zeroWhenEmpty?: true;
  /**
   * The name points to a master of this table; a twin column holds its GUID (`ledger_name` -> `ledger_guid`),
   * null while unresolved. The twin is made by the destination, it is not listed as a column.
   */
  readonly refersTo?: string;
  /** Computed in the replica, never asked from Tally (path, base_type, amount …). */
  readonly derived?: true;
  /** Added by a person. */
  readonly custom?: true;
  /** Part of the replica it belongs to, which may be left out; without one it is always kept. */
  readonly part?: Part;
  /**
   * What stood when the books began. Where the replica begins later it is not read but brought forward from Tally's
   * own figures of the day before, or empty.
   */
  readonly opening?: true;
}

/**
 * How one value is printed by Tally and read back.
 * `expression` is the SET of the FIELD. The row reader hands its text to the decoder of that kind.
 */
export type Decoder =
  | "text" // as it comes, reserved-word mark removed
  | "date" // YYYY-MM-DD or empty
  | "logical" // "1" or "0"; absent is false
  | "integer"
  | "days" // credit period as typed (`30 Days`, `2 Weeks`) in days; null where it is no count of days (a date, months)
  | "amount" // signed decimal in base currency, credit positive
  | "decimal" // any other exact number
  | "multiline"; // text that may hold line breaks

/**
 * The value of a field whose element is missing from the row, because its INVISIBLE condition held.
 * An element that is there but empty is the empty value of its column, never one of these.
 * `copyOf` takes another column (or `$` carried value) of the same row, `copyOfAncestor` the one of the nearest
 * row above that has it; `fromSign` is true where that amount is below zero (the debit side);
 * `fromFlag` chooses between two texts by a bool column of the same row, `whereFilled` by whether any of the columns
 * is true or not empty; `withColumn` is one value where that column's element is missing from the row as well and
 * another where it is there; `copyOfLine` takes the column of a line of another table of the entity, read before,
 * where the `where` column is filled, and is empty elsewhere (a record without that line is refused); `daysAfter` is
 * a date and `days` the number of days to add to it, both of the same row.
 */
export type WhenAbsent =
  | { readonly value: Value }
  | { readonly copyOf: string }
  | { readonly copyOfAncestor: string }
  | { readonly fromSign: string }
  | { readonly fromFlag: string; readonly yes: string; readonly no: string }
  | { readonly whereFilled: readonly string[]; readonly yes: string; readonly no: string }
  | { readonly withColumn: string; readonly missing: Value; readonly there: Value }
  | { readonly copyOfLine: string; readonly table: string; readonly line: number; readonly where: string }
  | { readonly daysAfter: string; readonly days: string };

export interface Field {
  /**
   * Column it fills; a name beginning with `$` is only carried to children, to a derivation or to a copy.
   * Where several fields name one column, the first that is not empty fills it.
   */
  readonly column: string;
  readonly expression: string;
  readonly decode: Decoder;
  /** Extra attributes of the FIELD, such as TYPE "Number" or FORMAT "TailUnits". */
  readonly type?: string;
  readonly format?: string;
  /** INVISIBLE condition; without one the field is left out when its value is empty. */
  readonly invisible?: string;
  /** No INVISIBLE at all: keeps a line from printing no element of its own. Excludes `invisible`. */
  readonly alwaysPrinted?: true;
  /** Without it a missing element is the empty value of the column (false, null, '' or 0). */
  readonly whenAbsent?: WhenAbsent;
  /**
   * The text is a quantity with its alternate behind an equals sign, ` 200 Kg = 2.00 Gms`: that number, with the sign
   * of the row's `signOf` column, and that unit fill two more columns. Without an equals sign they stay empty.
   */
  readonly alternateInto?: { readonly quantity: string; readonly unit: string; readonly signOf: string };
  /** Serves a `whenAbsent` or an implied row, and is not asked where everything is printed (plain.ts). */
  readonly onlyToSave?: true;
  /** Its condition makes one spelling of several, and is kept where everything is printed. */
  readonly unifiesSpelling?: true;
  /** First release known to fill it, for the documents. */
  readonly since?: string;
}

/** A second row made from a row just read, without anything more from Tally. */
interface RowCopy {
  readonly table: string;
  /** Only for rows where this column or `$` carried value is neither empty nor zero. */
  readonly whenFilled: string;
  /** Column of the new row -> column or `$` carried value of the row read. */
  readonly columns: Readonly<Record<string, string>>;
}

/** The only row of a list that is not printed because all of it follows from the row above. */
export interface ImpliedRow {
  /** There is such a row where one of these columns of the row above is filled, and no line of the list came. */
  readonly whenFilled: readonly string[];
  /** Column of the row -> column or `$` carried value of the row above; the others as inherited, or empty. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns with the same value in every such row. */
  readonly constant?: Readonly<Record<string, string>>;
}

/** One sub-collection of the object above it, walked by its own PART. */
export interface ListReading {
  /** Left out with this part, although its table is kept. */
  readonly part?: Part;
  /** Read in this way where a part is left out: rows that belong to it are dropped. */
  readonly withoutPart?: {
    readonly part: Part;
    readonly fields: readonly Field[];
    readonly dropWhenEmpty: readonly string[];
  };
  /** Name in REPEAT and $$NumItems, e.g. `AllLedgerEntries`. */
  readonly list: string;
  /** Condition of the EXPLODE. */
  readonly when: string;
  /** The same without what saves characters, where everything is printed (plain.ts). */
  readonly plainWhen?: string;
  /** Child table its rows land in; none for lists that only lead to deeper ones. */
  readonly table?: string;
  readonly fields: readonly Field[];
  /**
   * The list holds the lines of one text (an address). It has one field, whose column is named here too: the texts,
   * in order, joined by line breaks, fill this column of the nearest row above. Of several such lists under one row
   * (addresses of different dates) the last that gives a text counts. No table.
   */
  readonly joinInto?: string;
  /** Columns copied down from the nearest ancestor that has them: child column -> ancestor column. */
  readonly inherit?: Readonly<Record<string, string>>;
  /** Columns that take the line number of the nearest ancestor row of another table: column -> table. */
  readonly lineNumberOf?: Readonly<Record<string, string>>;
  /**
   * Columns that take the number of the one line of another table, read before, whose column of the same name as
   * `where` holds the same value; null where none or several do. The rows of the table are put into that order.
   */
  readonly lineNumberWhere?: Readonly<Record<string, { readonly table: string; readonly where: string }>>;
  /** Constant columns, such as source "item". */
  readonly constant?: Readonly<Record<string, string>>;
  /** Rows whose listed columns are all empty or zero are dropped. */
  readonly dropWhenEmpty?: readonly string[];
  /**
   * The same facts may come by two lists: a row is dropped where an earlier reading (in catalog order) gave the same
   * entity rows of this table with the same values in these columns.
   */
  readonly unlessAlreadyRead?: readonly string[];
  readonly copies?: readonly RowCopy[];
  readonly implied?: ImpliedRow;
  readonly lists?: readonly ListReading[];
}

export interface ChildTable {
  readonly name: string;
  /** Column with the parent's GUID, e.g. `ledger_guid`. */
  readonly parentKey: string;
  readonly columns: readonly Column[];
  readonly doc: string;
  /** As of a column. */
  readonly part?: Part;
  readonly opening?: true;
}

export interface Stream {
  /** Table name; also `entity_type` in the database. */
  readonly name: string;
  readonly counter: Counter;
  /** TYPE of the TDL collection, e.g. `Ledger`. */
  readonly tallyType: string;
  /** Extra filter of the collection, e.g. `$ForPayroll`; empty when all are read. */
  readonly filter: string;
  /** FETCH lists: methods and whole lists, each one a FETCH element. `Guid`, `MasterId`, `AlterId` are among them. */
  readonly fetch: readonly string[];
  readonly columns: readonly Column[];
  readonly children: readonly ChildTable[];
  /** The entity's own fields; GUID, MASTERID and ALTERID come with every request and are not listed. */
  readonly fields: readonly Field[];
  readonly lists: readonly ListReading[];
  /** Small types are re-read whole whenever ALTMSTID moved, and compared by value. */
  readonly isSmall: boolean;
  /** Raised when more is read; older replicas back-fill. */
  readonly version: number;
  readonly doc: string;
  /** As of a column. */
  readonly part?: Part;
  /** A further filter where a part is left out that some of the objects belong to. */
  readonly filterWithout?: { readonly part: Part; readonly filter: string };
  /** Read only where the release has it; an error on first contact leaves the table empty. */
  readonly optional?: true;
}

/** `ledger_name` -> `ledger_guid`. */
export function guidColumnOf(nameColumn: string): string {
  return nameColumn.replace(/_name$/, "_guid");
}

/** A carried value of a voucher with the day it was altered; destination column `last_modified_in_tally`. */
export const lastModifiedField = "$last_modified";
