import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { Clock } from "../contract/clock.ts";
import type { AgentMemory } from "./agent-memory.ts";
import { openMemoryFile } from "./memory-file.ts";
import type { MemoryDatabase } from "./memory-file.ts";
import { createShownMemory } from "./shown-memory.ts";
import { createRequestMemory } from "./request-memory.ts";
import { createRunMemory } from "./run-memory.ts";

/** Stable for one user on one PC: made at random once, because two PCs may share a name. */
function rememberedAgentId(database: MemoryDatabase): string {
  database.prepare("insert or ignore into agent (only_row, agent_id) values (1, ?)").run(randomUUID());
  return String(database.prepare("select agent_id from agent").pluck().get());
}

function osUserName(): string {
  try {
    return userInfo().username;
  } catch {
    // Some containers have no entry for the user.
    return process.env["USER"] ?? process.env["USERNAME"] ?? "";
  }
}

function createInstallationMemory(
  database: MemoryDatabase,
  clock: Clock,
): Pick<AgentMemory, "installation" | "rememberInstallation" | "binding" | "bind"> {
  const readRecord = database.prepare("select record from installations where tally_url = ?").pluck();
  const writeRecord = database.prepare(
    "insert or replace into installations (tally_url, record) values (?, ?)",
  );
  const readBinding = database.prepare(
    "select company_key as companyKey, tally_url as tallyUrl from company_bindings where company_key = ?",
  );
  const writeBinding = database.prepare(
    "insert or replace into company_bindings (company_key, tally_url, bound_at) values (?, ?, ?)",
  );
  return {
    installation: (tallyUrl) => {
      const record = readRecord.get(tallyUrl);
      return typeof record === "string" ? (JSON.parse(record) as unknown) : null;
    },
    rememberInstallation: (tallyUrl, record) => {
      writeRecord.run(tallyUrl, JSON.stringify(record));
    },
    binding: (companyKey) => (readBinding.get(companyKey) as ReturnType<AgentMemory["binding"]>) ?? null,
    bind: (companyKey, tallyUrl) => {
      writeBinding.run(companyKey, tallyUrl, clock.now().toISOString());
    },
  };
}

/** Opens (or begins) the memory in `file`. Closing it is the caller's duty: `using memory = …`. */
export function openAgentMemory(file: string, clock: Clock): AgentMemory {
  const { database, damagedFile } = openMemoryFile(file);
  return {
    agent: { agentId: rememberedAgentId(database), host: hostname(), osUser: osUserName() },
    damagedFile,
    ...createInstallationMemory(database, clock),
    ...createRequestMemory(database, clock),
    ...createRunMemory(database),
    ...createShownMemory(database, clock),
    [Symbol.dispose]: () => {
      database.close();
    },
  };
}
