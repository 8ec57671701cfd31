import type { Values } from "../contract/value.ts";
import type { Destination, WriteTransaction } from "../destination/destination.ts";

type Reader = Pick<Destination | WriteTransaction, "select">;

export interface VoucherTypeFacts {
  readonly name: string;
  readonly baseType: string;
  readonly numberingMethod: string;
  readonly isAccounting: boolean;
  readonly isInventory: boolean;
  readonly isOrder: boolean;
}

export interface DutyFacts {
  readonly dutyHead: string;
  /** Percentage as decimal text, or null where the ledger has none. */
  readonly rate: string | null;
}

interface UnitFacts {
  readonly name: string;
  /** Smallest unit of a compound one; a simple unit is its own. */
  readonly tail: string;
  readonly conversion: string;
}

/** Columns of masters that computed columns of vouchers depend on, per table. */
const columnsNeeded: Readonly<Record<string, readonly string[]>> = {
  voucher_types: ["name", "base_type", "numbering_method", "is_accounting", "is_inventory", "is_order"],
  ledgers: ["gst_duty_head", "tax_rate"],
  account_groups: ["is_revenue", "is_deemed_positive"],
  units: ["name", "is_simple", "additional_unit_name", "conversion"],
};

/** What a ledger takes from the group it stands under. */
export interface GroupFacts {
  readonly isRevenue: boolean;
  readonly isDeemedPositive: boolean;
}

const noDuty: DutyFacts = { dutyHead: "", rate: null };

/**
 * What the replica must know of masters to complete a voucher. It also notes which masters changed in a way that
 * moves vouchers without an ALTERID of their own.
 */
export class MasterFacts {
  readonly #voucherTypes = new Map<string, VoucherTypeFacts>();
  readonly #duties = new Map<string, DutyFacts>();
  readonly #units = new Map<string, UnitFacts>();
  readonly #typeByName = new Map<string, VoucherTypeFacts>();
  readonly #unitByName = new Map<string, UnitFacts>();
  readonly #groups = new Map<string, GroupFacts>();
  /** GUIDs of groups whose flags changed: their ledgers take them over without an ALTERID of their own. */
  readonly changedGroups = new Set<string>();
  /** GUIDs of voucher types whose meaning changed, so that their vouchers are computed again. */
  readonly changedTypes = new Set<string>();
  /** GUIDs of voucher types whose numbering changed, so that their vouchers' numbers are read again. */
  readonly changedNumbering = new Set<string>();
  /** GUIDs of ledgers whose duty head or rate changed. */
  readonly changedDuties = new Set<string>();
  /** Names of units whose conversion changed: quantities kept in them are read again. */
  readonly changedUnits = new Set<string>();
  readonly changedUnitGuids = new Set<string>();

  static async load(reader: Reader, companyId: number): Promise<MasterFacts> {
    const facts = new MasterFacts();
    for (const [table, columns] of Object.entries(columnsNeeded)) {
      const rows = await reader.select({ companyId, table, columns: ["tally_guid", ...columns] });
      for (const row of rows) facts.learn(table, String(row["tally_guid"]), row);
    }
    facts.forgetChanges();
    return facts;
  }

  /** Units that changed before the masters were read that are known here. */
  noteChangedUnits(guids: readonly string[]): void {
    for (const guid of guids) {
      const unit = this.#units.get(guid);
      if (unit !== undefined) this.changedUnits.add(unit.name);
    }
  }

  learn(table: string, guid: string, values: Values): void {
    if (table === "voucher_types") this.#learnVoucherType(guid, values);
    if (table === "units") this.#learnUnit(guid, values);
    if (table === "ledgers") this.#learnLedger(guid, values);
    if (table === "account_groups") this.#learnGroup(guid, values);
  }

  group(guid: string): GroupFacts | undefined {
    return this.#groups.get(guid);
  }

  /** What is stored already is no change. */
  forgetChanges(): void {
    this.changedGroups.clear();
    this.changedTypes.clear();
    this.changedNumbering.clear();
    this.changedDuties.clear();
    this.changedUnits.clear();
    this.changedUnitGuids.clear();
  }

  voucherType(name: string): VoucherTypeFacts | undefined {
    return this.#typeByName.get(name);
  }

  voucherTypeGuids(): string[] {
    return [...this.#voucherTypes.keys()];
  }

  voucherTypeOfGuid(guid: string): VoucherTypeFacts | undefined {
    return this.#voucherTypes.get(guid);
  }

  /** Duty head of a tax ledger; undefined for every other ledger. */
  duty(ledgerGuid: string): DutyFacts | undefined {
    return this.#duties.get(ledgerGuid);
  }

  /** The smallest unit of a compound one (`Box of 12 Nos` -> `Nos`); a simple unit is its own. */
  tailUnit(unit: string): string {
    return this.#unitByName.get(unit)?.tail ?? unit;
  }

  #learnVoucherType(guid: string, values: Values): void {
    const type: VoucherTypeFacts = {
      name: textOf(values, "name"),
      baseType: textOf(values, "base_type"),
      numberingMethod: textOf(values, "numbering_method"),
      isAccounting: values["is_accounting"] === true,
      isInventory: values["is_inventory"] === true,
      isOrder: values["is_order"] === true,
    };
    const before = this.#voucherTypes.get(guid);
    if (before !== undefined) {
      if (meaningOf(before) !== meaningOf(type)) this.changedTypes.add(guid);
      if (before.numberingMethod !== type.numberingMethod) this.changedNumbering.add(guid);
      if (this.#typeByName.get(before.name) === before) this.#typeByName.delete(before.name);
    }
    this.#voucherTypes.set(guid, type);
    this.#typeByName.set(type.name, type);
  }

  #learnUnit(guid: string, values: Values): void {
    const name = textOf(values, "name");
    const tail = textOf(values, "additional_unit_name");
    const isCompound = values["is_simple"] === false && tail !== "";
    const unit: UnitFacts = {
      name,
      tail: isCompound ? tail : name,
      conversion: textOf(values, "conversion"),
    };
    const before = this.#units.get(guid);
    if (before !== undefined) {
      if (before.conversion !== unit.conversion || (before.tail !== unit.tail && isCompound)) {
        this.changedUnits.add(before.name).add(name);
        this.changedUnitGuids.add(guid);
      }
      if (this.#unitByName.get(before.name) === before) this.#unitByName.delete(before.name);
    }
    this.#units.set(guid, unit);
    this.#unitByName.set(name, unit);
  }

  #learnGroup(guid: string, values: Values): void {
    const group: GroupFacts = {
      isRevenue: values["is_revenue"] === true,
      isDeemedPositive: values["is_deemed_positive"] === true,
    };
    const before = this.#groups.get(guid);
    const isChanged =
      before?.isRevenue !== group.isRevenue || before.isDeemedPositive !== group.isDeemedPositive;
    if (before !== undefined && isChanged) this.changedGroups.add(guid);
    this.#groups.set(guid, group);
  }

  #learnLedger(guid: string, values: Values): void {
    const dutyHead = textOf(values, "gst_duty_head");
    const rate = dutyHead === "" || values["tax_rate"] === null ? null : textOf(values, "tax_rate");
    const before = this.#duties.get(guid) ?? noDuty;
    if (before.dutyHead !== dutyHead || before.rate !== rate) this.changedDuties.add(guid);
    if (dutyHead === "") this.#duties.delete(guid);
    else this.#duties.set(guid, { dutyHead, rate });
  }
}

function textOf(values: Values, column: string): string {
  return String(values[column] ?? "");
}

function meaningOf({ baseType, isAccounting, isInventory, isOrder }: VoucherTypeFacts): string {
  return [baseType, isAccounting, isInventory, isOrder].join(" ");
}
