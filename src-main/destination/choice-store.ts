import type { Kysely } from "kysely";
import { type Chosen, type CustomField, everything, type Part, parts } from "../contract/choice.ts";
import type { Stream } from "../catalog/stream.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Destination } from "./destination.ts";
import type { CompanyRow } from "./companies-store.ts";
import { updateCompany } from "./companies-store.ts";
import type { ControlTables } from "./control-tables.ts";
import { readSettings, writeSetting } from "./settings-info.ts";
import { canonicalJson } from "./values.ts";

/** What the database holds of a company, and what it is on the way to hold. They differ while a load is to come. */
export interface StoredChoice {
  readonly holds: Chosen;
  readonly wanted: Chosen;
  /** Money: what profit and loss made before the replicated years, in the opening of Profit & Loss A/c. */
  readonly profitBefore?: string;
  /** Money: what stock grew by before, in the same opening. */
  readonly stockBefore?: string;
  /** No voucher before the first replicated day has a higher MASTERID; null where that is not known. */
  readonly highestMasterId?: number | null;
}

const nothingChosen: StoredChoice = { holds: everything, wanted: everything };

/** A company without an entry holds everything. */
export function readChoice(company: Pick<CompanyRow, "choice">): StoredChoice {
  if (company.choice === null) return nothingChosen;
  const stored = JSON.parse(company.choice) as Stored;
  const holds = complete(stored.holds);
  const { profitBefore, stockBefore, highestMasterId = null } = stored;
  return {
    holds,
    wanted: stored.wanted === undefined ? holds : complete(stored.wanted),
    ...(profitBefore === undefined || holds.from === null ? {} : { profitBefore }),
    ...(stockBefore === undefined || holds.from === null ? {} : { stockBefore }),
    ...(highestMasterId === null || holds.from === null ? {} : { highestMasterId }),
  };
}

interface Stored {
  readonly holds?: Partial<Chosen>;
  readonly wanted?: Partial<Chosen>;
  readonly profitBefore?: string;
  readonly stockBefore?: string;
  readonly highestMasterId?: number | null;
}

/** A part that an older program does not know was left out by a newer one: it is no part for this one. */
function complete(chosen: Partial<Chosen> | undefined): Chosen {
  return {
    from: chosen?.from ?? null,
    without: (chosen?.without ?? []).filter((part): part is Part => parts.includes(part)),
    customFields: chosen?.customFields ?? [],
  };
}

export async function readStoredChoice(db: Kysely<ControlTables>, companyId: number): Promise<StoredChoice> {
  const company = await db
    .selectFrom("companies")
    .select("choice")
    .where("id", "=", companyId)
    .executeTakeFirstOrThrow();
  return readChoice(company);
}

/** Belongs into the transaction that makes it true. What it does not say stays. */
export async function writeChoice(
  db: Kysely<ControlTables>,
  companyId: number,
  patch: Partial<StoredChoice>,
): Promise<void> {
  const stored = await readStoredChoice(db, companyId);
  // Other days are left out now: other vouchers.
  const isElsewhere = patch.holds !== undefined && patch.holds.from !== stored.holds.from;
  const choice = { ...stored, ...(isElsewhere ? { highestMasterId: null } : {}), ...patch };
  await updateCompany(db, companyId, {
    choice: canonicalJson(choice),
    replicated_from: choice.holds.from,
  });
}

const settingName = "custom_fields";

/** A column that was made stays, so that a field of its name can only come back with its type. */
interface StoredField extends CustomField {
  readonly isRemoved?: true;
}

/** The columns that people added to this database's tables. */
export async function readCustomFields(db: Kysely<ControlTables>): Promise<readonly CustomField[]> {
  return (await readStored(db)).filter(({ isRemoved }) => isRemoved !== true);
}

/** Every custom column there is, those of removed fields as well: they are empty. */
export async function readMadeFields(db: Kysely<ControlTables>): Promise<readonly CustomField[]> {
  return readStored(db);
}

async function readStored(db: Kysely<ControlTables>): Promise<readonly StoredField[]> {
  const text = (await readSettings(db)).get(settingName);
  return text === undefined ? [] : (JSON.parse(text) as StoredField[]);
}

export async function writeCustomFields(
  db: Kysely<ControlTables>,
  fields: readonly CustomField[],
): Promise<void> {
  const stored = await readStored(db);
  const isNamed = (list: readonly CustomField[], { name, table }: CustomField): boolean =>
    list.some((field) => field.name === name && field.table === table);
  const gone = stored
    .filter((field) => !isNamed(fields, field))
    .map((field) => ({ ...field, isRemoved: true as const }));
  await writeSetting(db, settingName, canonicalJson([...fields, ...gone]));
}

/** The columns that people added in one database, added to another one that companies are copied to. */
export async function takeOverFields(
  from: Kysely<ControlTables>,
  to: Destination,
  catalog: readonly Stream[],
): Promise<void> {
  const theirs = await readStored(from);
  if (theirs.length === 0) return;
  const known = await readStored(to.db);
  const missing = theirs.filter((field) => {
    const own = known.find(({ name, table }) => name === field.name && table === field.table);
    if (own !== undefined && own.type !== field.type) {
      throw new ReplicaError("CONFIG_FIELD_NAME", { field: field.name });
    }
    return own === undefined || (own.isRemoved === true && field.isRemoved !== true);
  });
  if (missing.length === 0) return;
  const isMissing = ({ name, table }: StoredField): boolean =>
    missing.some((field) => field.name === name && field.table === table);
  const stored = [...known.filter((field) => !isMissing(field)), ...missing];
  await to.transaction(null, ({ db }) => writeSetting(db, settingName, canonicalJson(stored)));
  await to.prepare(catalog, (await readSettings(to.db)).get("program_version") ?? "");
}
