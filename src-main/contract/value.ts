/**
 * A decoded value as it travels from source to destination.
 * Text-like: string ('' is "none"). money and number: canonical decimal text ("-118.5", "0", no exponent,
 * no trailing zeros). int and bigint: a safe integer. bool: boolean. date: "YYYY-MM-DD". time: ISO 8601 with Z.
 * null: Tally gave nothing and the column may be empty.
 */
export type Value = string | number | boolean | null;

export type Values = Readonly<Record<string, Value>>;

/** One entity with its lines, normalised. `line_no` is the position in the list, counted from 1. */
export interface EntityRow {
  readonly guid: string;
  readonly masterId: number;
  readonly alterId: number;
  /** The entity's own columns (without the common ones every entity table begins and ends with). */
  readonly values: Values;
  /** Lines per child table, in Tally's own order, depth first. Every child table of the stream is present. */
  readonly children: Readonly<Record<string, readonly Values[]>>;
}

/** A record that could not be decoded or stored. It goes to quarantine; the run goes on. */
export interface RejectedRecord {
  readonly entityType: string;
  readonly guid: string;
  readonly masterId: number | null;
  readonly alterId: number | null;
  readonly voucherDate: string | null;
  /** Plain words: what is wrong with it. */
  readonly reason: string;
  readonly fieldName: string;
  readonly rawXml: string;
}
