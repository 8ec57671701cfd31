import type { CompanyBooks, MasterType } from "../../../src-main/sample-tally/model.ts";
import type { Expected, ExpectedRow } from "./canonical.ts";
import { RawReader } from "./raw-reader.ts";

/** One company's books on the way to expected rows. */
export class Judge {
  readonly books: CompanyBooks;
  readonly taken: Set<string>;
  readonly #guids = new Map<MasterType, ReadonlyMap<string, string>>();

  constructor(books: CompanyBooks, taken: Set<string>) {
    this.books = books;
    this.taken = taken;
  }

  masters(type: MasterType): readonly RawReader[] {
    return this.books.masters(type).map((master) => new RawReader(master, type, this.taken));
  }

  vouchers(): readonly RawReader[] {
    const listed = [...this.books.vouchers(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)];
    // Deleted ones that an Edit Log release keeps count as deleted (protocol §6.6).
    const all = listed.filter(({ fields }) => fields["ISDELETED"] !== true);
    return [...all].map((voucher) => new RawReader(voucher, "VOUCHER", this.taken));
  }

  masterNamed(type: MasterType, name: string): RawReader | undefined {
    const master = name === "" ? undefined : this.books.masterByName(type, name);
    return master === undefined ? undefined : new RawReader(master, type, this.taken);
  }

  /** GUID of the living master of exactly that name; currencies go by the symbol amounts carry. */
  guidOf(type: MasterType, name: string): string | null {
    let guids = this.#guids.get(type);
    if (guids === undefined) {
      const nameField = type === "CURRENCY" ? "ORIGINALNAME" : "NAME";
      guids = new Map(this.masters(type).map((each) => [each.text(nameField), each.text("GUID")]));
      this.#guids.set(type, guids);
    }
    return guids.get(name) ?? null;
  }

  /** `ledger`, LEDGER, `Cash` -> ledger_name and ledger_guid. */
  pointer(prefix: string, type: MasterType, name: string): ExpectedRow {
    return { [`${prefix}_name`]: name, [`${prefix}_guid`]: name === "" ? null : this.guidOf(type, name) };
  }
}

/** The columns every entity table begins and ends with, around its own. */
export function entityRow(raw: RawReader, own: ExpectedRow, lastModified: Expected = null): ExpectedRow {
  return {
    tally_guid: raw.text("GUID"),
    master_id: raw.integer("MASTERID"),
    alter_id: raw.integer("ALTERID"),
    ...own,
    is_deleted: false,
    deleted_at: null,
    last_modified_in_tally: lastModified,
  };
}

/** Lines of one parent, numbered from 1 within parent and table. */
export function numberLines(
  parentColumn: string,
  parentGuid: string,
  lines: readonly ExpectedRow[],
): readonly ExpectedRow[] {
  return lines.map((line, index) => ({ [parentColumn]: parentGuid, line_no: index + 1, ...line }));
}

export type Tables = Record<string, readonly ExpectedRow[]>;

/** Text that is filled first. */
export function firstFilled(...texts: readonly string[]): string {
  return texts.find((text) => text !== "") ?? "";
}
