import type { CompanyBooks, TallyObject } from "../../model.ts";
import { belongsToGroup, ledgerClosingBase } from "../derived-methods.ts";
import { reservedWord } from "../system-names.ts";
import { textField } from "../run.ts";
import type { Run } from "../run.ts";

/** Debit negative, credit positive, as everywhere. */
interface Sides {
  readonly debit: number;
  readonly credit: number;
}

export interface ClosingRow {
  readonly name: string;
  readonly closing: Sides;
}

interface RowOptions {
  readonly isLedgerwise: boolean;
  /** One more level below each group. */
  readonly isExploded: boolean;
}

/**
 * Figures at the end of the period: primary groups, or with ISLEDGERWISE every ledger and a row "Opening
 * Stock" that no ledger has (protocol §2.3, §5.10).
 */
export function closingRows(run: Run, options: RowOptions): ClosingRow[] {
  const { books } = run;
  if (books === undefined) return [];
  if (options.isLedgerwise) return [...openingStock(run, books), ...ledgerRows(run, books)];
  const rows: ClosingRow[] = [];
  for (const group of primaryGroups(books)) {
    const row = groupRow(run, books, group);
    if (row === undefined) continue;
    rows.push(row);
    if (options.isExploded) rows.push(...childRows(run, books, textField(group, "NAME")));
  }
  return rows;
}

function ledgerRows(run: Run, books: CompanyBooks): ClosingRow[] {
  const rows: ClosingRow[] = [];
  for (const ledger of books.masters("LEDGER")) {
    const balance = ledgerClosingBase(run, books, ledger);
    if (balance !== 0) rows.push({ name: textField(ledger, "NAME"), closing: sidesOf(balance) });
  }
  return rows;
}

/** The value of the items at the beginning of the period. */
function openingStock(run: Run, books: CompanyBooks): ClosingRow[] {
  let value = 0;
  for (const item of books.masters("STOCKITEM"))
    value += books.stockBalance(textField(item, "NAME"), run.period.fromDay - 1).value;
  return value === 0 ? [] : [{ name: "Opening Stock", closing: sidesOf(value) }];
}

function sidesOf(balance: number): Sides {
  return { debit: Math.min(balance, 0), credit: Math.max(balance, 0) };
}

export function primaryGroups(books: CompanyBooks): TallyObject[] {
  return books
    .masters("GROUP")
    .filter((group) => {
      const parent = textField(group, "PARENT");
      return parent === "" || parent === reservedWord("Primary");
    })
    .toSorted((a, b) => position(a) - position(b));
}

function position(group: TallyObject): number {
  const value = group.fields["SORTPOSITION"];
  return typeof value === "number" ? value : Number.MAX_SAFE_INTEGER;
}

/** Debit and credit balances of the ledgers below are added up apart. */
function groupRow(run: Run, books: CompanyBooks, group: TallyObject): ClosingRow | undefined {
  let debit = 0;
  let credit = 0;
  const name = textField(group, "NAME");
  for (const ledger of books.masters("LEDGER")) {
    if (!belongsToGroup(books, ledger, name)) continue;
    const balance = ledgerClosingBase(run, books, ledger);
    if (balance < 0) debit += balance;
    else credit += balance;
  }
  return debit === 0 && credit === 0 ? undefined : { name, closing: { debit, credit } };
}

/** Sub-groups and ledgers directly below a group. */
export function childRows(run: Run, books: CompanyBooks, groupName: string): ClosingRow[] {
  const wanted = groupName.toLowerCase();
  const isChild = (master: TallyObject): boolean => textField(master, "PARENT").toLowerCase() === wanted;
  const rows: ClosingRow[] = [];
  for (const group of books.masters("GROUP").filter(isChild)) {
    const row = groupRow(run, books, group);
    if (row !== undefined) rows.push(row);
  }
  for (const ledger of books.masters("LEDGER").filter(isChild)) {
    const balance = ledgerClosingBase(run, books, ledger);
    if (balance !== 0) rows.push({ name: textField(ledger, "NAME"), closing: sidesOf(balance) });
  }
  return rows;
}
