import type { ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import { listCompanies, noteAgentCompany, registerAgent } from "../destination/companies-store.ts";
import type { Traffic } from "../source/source.ts";
import { bindCompany } from "./binding.ts";
import type { EngineOptions } from "./engine-api.ts";
import { isNamed, type Recognised, recogniseCompanies, type StoredCompany } from "./identity.ts";

/** What one pass over companies is about, and what finding that out cost. */
export interface Pass {
  readonly recognised: readonly Recognised[];
  /** Named and known, but not loaded in Tally. */
  readonly notOpen: readonly StoredCompany[];
  /** Traffic of the probe that serves all companies. */
  readonly probe: Traffic;
  /** Traffic since the pass began. */
  traffic(): Traffic;
}

/** A probe that serves all companies, then which of them the names mean. */
export async function beginPass(
  engine: EngineOptions,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Pass> {
  const before = engine.source.traffic();
  const since = (): Traffic => {
    const now = engine.source.traffic();
    return { requests: now.requests - before.requests, bytes: now.bytes - before.bytes };
  };
  const probed = await engine.source.probe(signal);
  const stored = await storedCompanies(engine);
  const wanted = chooseCompanies(names, probed, stored, engine.mayBeUnknown === true);
  const probe = since();
  await noteSeen(engine, probed, stored);
  const recognised: Recognised[] = [];
  for (const company of recogniseCompanies(probed, stored)) {
    if (wanted.open.has(company.probed))
      recognised.push(await requireBinding(engine, company, names, signal));
  }
  return { recognised, notOpen: wanted.notOpen, probe, traffic: since };
}

/** A company that another Tally serves too, or that came from another address, is refused. */
async function requireBinding(
  engine: EngineOptions,
  company: Recognised,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Recognised> {
  if (company.kind === "refused") return company;
  const { probed } = company;
  const isAgreed = names.some((name) => isNamed(probed, name));
  if (company.kind === "moved" && !isAgreed) return company;
  const isAddressAgreed = isAgreed || engine.isAddressAgreed === true;
  const reason = await bindCompany(engine, probed, isAddressAgreed, signal);
  return reason === null ? company : { kind: "refused", probed, code: reason.code, details: reason.details };
}

async function storedCompanies(engine: EngineOptions): Promise<StoredCompany[]> {
  const rows = await listCompanies(engine.destination.db);
  return rows.map((row) => ({
    id: row.id,
    guid: row.tally_guid,
    companyNumber: row.company_number,
    name: row.name,
    booksFrom: row.books_from,
    initialLoadCompletedAt: row.initial_load_completed_at,
  }));
}

/** Tells the database where this agent saw which company, open or not. */
export async function noteSeen(
  engine: EngineOptions,
  probed: readonly ProbedCompany[],
  stored: readonly StoredCompany[],
): Promise<void> {
  const { agentId, host, osUser } = engine.memory.agent;
  const seenAt = engine.clock.now().toISOString();
  await registerAgent(engine.destination.db, {
    agent_id: agentId,
    host,
    os_user: osUser,
    program_version: engine.programVersion,
    last_seen_at: seenAt,
  });
  for (const company of stored) {
    const isOpen = probed.some(
      (open) => open.guid === company.guid && open.companyNumber === company.companyNumber,
    );
    await noteAgentCompany(engine.destination.db, {
      companyId: company.id,
      agentId,
      sourceUrl: engine.source.url,
      isOpen,
      seenAt,
    });
  }
}

interface Choice {
  readonly open: ReadonlySet<ProbedCompany>;
  /** Named and known, but not loaded in Tally. */
  readonly notOpen: readonly StoredCompany[];
}

/** Which of the loaded companies a request is about. A name that was typed and nobody knows is wrong usage. */
function chooseCompanies(
  names: readonly string[],
  probed: readonly ProbedCompany[],
  stored: readonly StoredCompany[],
  mayBeUnknown: boolean,
): Choice {
  if (names.length === 0) {
    if (probed.length === 0) throw new ReplicaError("SOURCE_NO_COMPANY_OPEN");
    return { open: new Set(probed), notOpen: [] };
  }
  const open = new Set<ProbedCompany>();
  const notOpen: StoredCompany[] = [];
  for (const name of names) {
    const loaded = probed.filter((company) => isNamed(company, name));
    const known = stored.find((company) => isNamed(company, name));
    if (loaded.length === 0 && known === undefined) {
      if (mayBeUnknown) continue;
      throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: name });
    }
    for (const company of loaded) open.add(company);
    if (loaded.length === 0 && known !== undefined) notOpen.push(known);
  }
  return { open, notOpen };
}
