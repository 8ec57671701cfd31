import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { LogicalType, Stream } from "../catalog/stream.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Value, Values } from "../contract/value.ts";
import { lastSequence } from "./change-log.ts";
import type { CompanyRow } from "./companies-store.ts";
import { takeOverFields } from "./choice-store.ts";
import { findCompany, listCompanies } from "./companies-store.ts";
import { controlTableDefinition } from "./control-definitions.ts";
import { companyControlTables } from "./control-tables.ts";
import type { Destination, RawRow, WriteTransaction } from "./destination.ts";
import { entityTablesOf, selectList } from "./entity-tables.ts";
import { acquireLease, releaseLease, renewLease } from "./lease.ts";
import type { TableDefinition } from "./table-layout.ts";
import { tablePages } from "./table-pages.ts";
import { readValue } from "./values.ts";

interface CopyOptions {
  readonly streams: readonly Stream[];
  /** Ids in the database copied from; all when left out. */
  readonly companyIds?: readonly number[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
}

interface CopyProgress {
  readonly company: string;
  readonly table: string;
  readonly rows: number;
}

export interface CopiedCompany {
  readonly company: string;
  readonly companyGuid: string;
  /** Null where the company was in the other database already: it is left alone. */
  readonly rows: Readonly<Record<string, number>> | null;
}

const leaseSeconds = 600;

/**
 * Takes companies with their whole history from one database to another, without asking Tally. Each company arrives
 * in one transaction or not at all; meanwhile its lease in the first database keeps other agents from changing it.
 * Both databases must have been prepared.
 */
export async function copyCompanies(
  from: Destination,
  to: Destination,
  options: CopyOptions,
): Promise<readonly CopiedCompany[]> {
  const companies = await listCompanies(from.db);
  const wanted = companies.filter(({ id }) => options.companyIds?.includes(id) ?? true);
  await copyAgents(from, to);
  await takeOverFields(from.db, to, options.streams);
  const copied: CopiedCompany[] = [];
  for (const company of wanted) {
    const rows = (await isThere(to, company)) ? null : await copyCompany(from, to, company, options);
    copied.push({ company: company.name, companyGuid: company.tally_guid, rows });
  }
  await to.refreshStatistics();
  return copied;
}

async function isThere(to: Destination, company: CompanyRow): Promise<boolean> {
  return (await findCompany(to.db, identityOf(company))) !== null;
}

function identityOf(company: CompanyRow): Parameters<typeof findCompany>[1] {
  return {
    guid: company.tally_guid,
    companyNumber: company.company_number,
    booksFrom: company.books_from,
  };
}

async function copyCompany(
  from: Destination,
  to: Destination,
  company: CompanyRow,
  options: CopyOptions,
): Promise<Readonly<Record<string, number>>> {
  const fence = { companyId: company.id, holder: `copy ${randomUUID()}`, leaseSeconds };
  await acquireLease(from, fence);
  try {
    return await to.transaction(null, async (tx) => {
      const companyId = await insertCompany(tx, company);
      const rows: Record<string, number> = {};
      for await (const part of companyParts(from, company.id, from.streams)) {
        if (options.signal?.aborted) throw new ReplicaError("INTERNAL_STOPPED");
        await renewLease(from, fence);
        await tx.insertRows(
          part.table,
          part.rows.map((row) => ({ ...row, company_id: companyId })),
        );
        rows[part.table.name] = (rows[part.table.name] ?? 0) + part.rows.length;
        options.onProgress?.({
          company: company.name,
          table: part.table.name,
          rows: rows[part.table.name] ?? 0,
        });
      }
      return rows;
    });
  } finally {
    await releaseLease(from, fence);
  }
}

async function insertCompany({ db }: WriteTransaction, company: CompanyRow): Promise<number> {
  const { id: _id, ...content } = company;
  await db.insertInto("companies").values(content).execute();
  const made = await findCompany(db, identityOf(company));
  if (!made) throw new ReplicaError("INTERNAL_ERROR", { detail: "a company just inserted is not there" });
  return made.id;
}

interface Part {
  readonly table: TableDefinition;
  readonly rows: readonly Values[];
}

/** Every row of the company, a page at a time; the control tables last, so that a lease is copied as free. */
async function* companyParts(
  from: Destination,
  companyId: number,
  streams: readonly Stream[],
): AsyncGenerator<Part> {
  for (const table of entityTablesOf(streams).tables.values()) {
    const names = table.definition.columns.map(({ name }) => name);
    for await (const rows of tablePages(from, companyId, table, names)) {
      yield { table: table.definition, rows: rows.map((row) => canonicalRow(table.definition, row)) };
    }
  }
  for (const table of controlTableDefinitions()) yield* controlParts(from, companyId, table);
}

function controlTableDefinitions(): readonly TableDefinition[] {
  return companyControlTables.flatMap((name) => controlTableDefinition(name) ?? []);
}

/** Only the audit trail grows without limit; it is read by its numbers. */
async function* controlParts(
  from: Destination,
  companyId: number,
  table: TableDefinition,
): AsyncGenerator<Part> {
  if (table.name !== "change_log") {
    yield await readControlRows(from, companyId, table, sql``);
    return;
  }
  const step = 2_000;
  for (let after = 0; ; after += step) {
    const numbers = sql` and seq > ${after} and seq <= ${after + step}`;
    const part = await readControlRows(from, companyId, table, numbers);
    if (part.rows.length === 0 && after >= (await lastSequence(from.db, companyId))) return;
    yield part;
  }
}

async function readControlRows(
  from: Destination,
  companyId: number,
  table: TableDefinition,
  condition: ReturnType<typeof sql>,
): Promise<Part> {
  const columnTypes = new Map<string, LogicalType>(
    table.columns.map(({ name, type }) => [name, type === "identity" ? "int" : type]),
  );
  const names = table.columns.map(({ name }) => name);
  const list = selectList(from, { name: table.name, columnTypes }, names);
  const { rows } = await sql<RawRow>`select ${list} from ${sql.table(table.name)}
    where company_id = ${companyId}${condition}`.execute(from.db);
  const canonical = rows.map((row) => canonicalRow(table, row));
  return { table, rows: table.name === "sync_state" ? canonical.map(withoutLease) : canonical };
}

function withoutLease(row: Values): Values {
  return { ...row, lease_holder: "", lease_expires_at: null };
}

function canonicalRow(table: TableDefinition, row: RawRow): Values {
  const values: Record<string, Value> = {};
  for (const { name, type } of table.columns) {
    values[name] = readValue(type === "identity" ? "int" : type, row[name]);
  }
  return values;
}

/** Agents are not a company's own: those that are missing are added. */
async function copyAgents(from: Destination, to: Destination): Promise<void> {
  const known = new Set(
    (await to.db.selectFrom("agents").select("agent_id").execute()).map(({ agent_id: id }) => id),
  );
  for (const agent of await from.db.selectFrom("agents").selectAll().execute()) {
    if (!known.has(agent.agent_id)) await to.db.insertInto("agents").values(agent).execute();
  }
}
