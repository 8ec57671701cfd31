import { z } from "zod";

/**
 * What of a company is replicated: the built-in catalog, less what was chosen to be left out, plus custom fields.
 * Settings, command line and window share these types; the database keeps them with each company.
 */

/** What can be left out. Which streams, tables and columns each one means is said in the catalog. */
export const parts = ["payroll", "personal", "inventory", "cost_centres", "budgets"] as const;
export type Part = (typeof parts)[number];

/** Every way in which a column that a person added can be read and kept. */
export const customFieldTypes = ["text", "number", "amount", "date", "yes_no"] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

const dateText = z.iso.date();

export const choiceSchema = z.object({
  /** Books begin with the financial year that holds this day; vouchers before it are not kept. Null: from the start. */
  from: dateText.nullable().default(null),
  /** Parts that are left out. */
  without: z.array(z.enum(parts)).default([]),
});
export type Choice = Readonly<z.infer<typeof choiceSchema>>;

/** Prefix of the column, so that it is never confused with a built-in one. */
export const customPrefix = "custom_";

export const customFieldSchema = z.object({
  /** Without the prefix: `transporter` becomes column `custom_transporter`. */
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  /** Table of a master or `vouchers`. */
  table: z.string().min(1),
  /** A TDL expression on one object of that table, on one line: `$TransporterName`. */
  expression: z.string().min(1).max(500),
  type: z.enum(customFieldTypes).default("text"),
});
export type CustomField = Readonly<z.infer<typeof customFieldSchema>>;

/** What the settings or the command line ask for. What is missing stays as the database has it for the company. */
export interface Wanted {
  readonly choice?: { readonly [K in keyof Choice]?: Choice[K] | undefined } | undefined;
}

/** All that decides what is kept of a company. */
export interface Chosen {
  readonly from: string | null;
  readonly without: readonly Part[];
  readonly customFields: readonly CustomField[];
}

export const everything: Chosen = { from: null, without: [], customFields: [] };

export function customColumnOf(field: Pick<CustomField, "name">): string {
  return `${customPrefix}${field.name}`;
}

/** The answer of trying a custom field on one record. */
export interface TriedField {
  readonly company: string;
  /** Name of the master or number of the voucher it was tried on; null where the table has no record. */
  readonly record: string | null;
  /** As it would be stored; null for "nothing". */
  readonly value: string | number | boolean | null;
}
