import type { Kysely, Selectable, Transaction, Updateable } from "kysely";
import type { CompanyIdentity } from "../contract/company.ts";
import type { AgentsTable, CompaniesTable, ControlTables } from "./control-tables.ts";
import type { Destination } from "./destination.ts";

export type CompanyRow = Selectable<CompaniesTable>;
type CompanyPatch = Omit<Updateable<CompaniesTable>, "id">;
type Database = Kysely<ControlTables> | Transaction<ControlTables>;

/** All companies of the database, by name. */
export async function listCompanies(db: Database): Promise<readonly CompanyRow[]> {
  return db.selectFrom("companies").selectAll().orderBy("name").orderBy("id").execute();
}

/** A year-end split shares the GUID: GUID, number and books-from together are the key. */
export async function findCompany(
  db: Database,
  identity: Pick<CompanyIdentity, "guid" | "companyNumber" | "booksFrom">,
): Promise<CompanyRow | null> {
  const row = await db
    .selectFrom("companies")
    .selectAll()
    .where("tally_guid", "=", identity.guid)
    .where("company_number", "=", identity.companyNumber)
    .where("books_from", "=", identity.booksFrom)
    .executeTakeFirst();
  return row ?? null;
}

export async function findOrCreateCompany(
  destination: Destination,
  identity: CompanyIdentity,
): Promise<{ readonly company: CompanyRow; readonly isNew: boolean }> {
  const known = await findCompany(destination.db, identity);
  if (known) return { company: known, isNew: false };
  try {
    const company = await destination.transaction(null, ({ db }) => insertCompany(db, identity));
    return { company, isNew: true };
  } catch (error) {
    // Another agent may have made it a moment ago; the unique key lets only one of both through.
    const other = await findCompany(destination.db, identity);
    if (other) return { company: other, isNew: false };
    throw error;
  }
}

async function insertCompany(db: Kysely<ControlTables>, identity: CompanyIdentity): Promise<CompanyRow> {
  await db
    .insertInto("companies")
    .values({
      tally_guid: identity.guid,
      company_number: identity.companyNumber,
      books_from: identity.booksFrom,
      name: identity.name,
      base_currency: "",
      country: "",
      state: "",
      gstin: "",
      tally_release: "",
      data_folder: "",
      verification: "unknown",
      replicated_from: null,
      choice: null,
    })
    .execute();
  const company = await findCompany(db, identity);
  if (!company) throw new Error("a company just inserted is not there");
  for (const counter of ["masters", "vouchers"] as const) {
    await db.insertInto("sync_state").values({ company_id: company.id, counter, lease_holder: "" }).execute();
  }
  return company;
}

/** Identity, checkpoints in time and verification. `undefined` members are left alone. */
export async function updateCompany(db: Database, companyId: number, patch: CompanyPatch): Promise<void> {
  if (Object.keys(patch).length === 0) return;
  await db.updateTable("companies").set(patch).where("id", "=", companyId).execute();
}

/** Who writes into this database; called once per start. */
export async function registerAgent(db: Database, agent: AgentsTable): Promise<void> {
  const { agent_id: agentId, ...rest } = agent;
  const updated = await db.updateTable("agents").set(rest).where("agent_id", "=", agentId).executeTakeFirst();
  if (updated.numUpdatedRows === 0n) await db.insertInto("agents").values(agent).execute();
}

interface AgentCompany {
  readonly companyId: number;
  readonly agentId: string;
  readonly sourceUrl: string;
  readonly isOpen: boolean;
  readonly seenAt: string;
}

/** At which Tally an agent saw a company, and whether it was open there. */
export async function noteAgentCompany(db: Database, seen: AgentCompany): Promise<void> {
  const values = { source_url: seen.sourceUrl, is_open: seen.isOpen, seen_at: seen.seenAt };
  const updated = await db
    .updateTable("agent_companies")
    .set(values)
    .where("company_id", "=", seen.companyId)
    .where("agent_id", "=", seen.agentId)
    .executeTakeFirst();
  if (updated.numUpdatedRows > 0n) return;
  await db
    .insertInto("agent_companies")
    .values({ company_id: seen.companyId, agent_id: seen.agentId, ...values })
    .execute();
}

/** Every agent that has seen the company, newest first. */
export async function listAgentCompanies(db: Database, companyId: number): Promise<readonly AgentCompany[]> {
  const rows = await db
    .selectFrom("agent_companies")
    .selectAll()
    .where("company_id", "=", companyId)
    .orderBy("seen_at", "desc")
    .execute();
  return rows.map((row) => ({
    companyId: row.company_id,
    agentId: row.agent_id,
    sourceUrl: row.source_url,
    isOpen: Boolean(row.is_open),
    seenAt: row.seen_at ?? "",
  }));
}
