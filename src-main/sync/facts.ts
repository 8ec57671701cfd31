import type { Values } from "../contract/value.ts";
import type { Destination, WriteTransaction } from "../destination/destination.ts";

type Reader = Pick<Destination | WriteTransaction, "select">;

export interface VoucherTypeFacts {
  readonly baseType: string;
  readonly isAccounting: boolean;
  readonly isInventory: boolean;
  readonly isOrder: boolean;
}

export interface DutyFacts {
  readonly dutyHead: string;
  /** Percentage as decimal text, or null where the ledger has none. */
  readonly rate: string | null;
}

/** Columns of masters that computed columns of vouchers depend on, per table. */
const columnsNeeded: Readonly<Record<string, readonly string[]>> = {
  voucher_types: ["name", "base_type", "is_accounting", "is_inventory", "is_order"],
  ledgers: ["gst_duty_head", "tax_rate"],
  units: ["name", "is_simple", "additional_unit_name"],
};

/** What the replica must know of masters to complete a voucher. */
export class MasterFacts {
  readonly #voucherTypes = new Map<string, VoucherTypeFacts>();
  readonly #duties = new Map<string, DutyFacts>();
  readonly #tailUnits = new Map<string, string>();

  static async load(reader: Reader, companyId: number): Promise<MasterFacts> {
    const facts = new MasterFacts();
    for (const [table, columns] of Object.entries(columnsNeeded)) {
      const rows = await reader.select({ companyId, table, columns: ["tally_guid", ...columns] });
      for (const row of rows) facts.learn(table, String(row["tally_guid"]), row);
    }
    return facts;
  }

  learn(table: string, guid: string, values: Values): void {
    if (table === "voucher_types") this.#learnVoucherType(values);
    if (table === "units") this.#learnUnit(values);
    if (table === "ledgers") this.#learnLedger(guid, values);
  }

  voucherType(name: string): VoucherTypeFacts | undefined {
    return this.#voucherTypes.get(name);
  }

  /** Duty head of a tax ledger; undefined for every other ledger. */
  duty(ledgerGuid: string): DutyFacts | undefined {
    return this.#duties.get(ledgerGuid);
  }

  /** The smallest unit of a compound one (`Box of 12 Nos` -> `Nos`); a simple unit is its own. */
  tailUnit(unit: string): string {
    return this.#tailUnits.get(unit) ?? unit;
  }

  #learnVoucherType(values: Values): void {
    this.#voucherTypes.set(String(values["name"]), {
      baseType: String(values["base_type"] ?? ""),
      isAccounting: values["is_accounting"] === true,
      isInventory: values["is_inventory"] === true,
      isOrder: values["is_order"] === true,
    });
  }

  #learnUnit(values: Values): void {
    const tail = String(values["additional_unit_name"] ?? "");
    if (values["is_simple"] === false && tail !== "") this.#tailUnits.set(String(values["name"]), tail);
    else this.#tailUnits.delete(String(values["name"]));
  }

  #learnLedger(guid: string, values: Values): void {
    const dutyHead = String(values["gst_duty_head"] ?? "");
    if (dutyHead === "") this.#duties.delete(guid);
    else
      this.#duties.set(guid, {
        dutyHead,
        rate: values["tax_rate"] === null ? null : String(values["tax_rate"]),
      });
  }
}
