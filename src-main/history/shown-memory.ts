import type { Clock } from "../contract/clock.ts";
import type { AgentMemory } from "./agent-memory.ts";
import type { MemoryDatabase } from "./memory-file.ts";

/** What a person on this PC has been told or shown. */
export function createShownMemory(
  database: MemoryDatabase,
  clock: Clock,
): Pick<AgentMemory, "isFirstTime" | "deletesShownUntil" | "markDeletesShown"> {
  const writeNote = database.prepare("insert or ignore into notes_shown (note, shown_at) values (?, ?)");
  const readUntil = database
    .prepare("select shown_until from deletes_shown where destination = ? and company_id = ?")
    .pluck();
  const writeUntil = database.prepare(
    `insert into deletes_shown (destination, company_id, shown_until) values (?, ?, ?)
     on conflict do update set shown_until = max(shown_until, excluded.shown_until)`,
  );
  return {
    isFirstTime: (note) => writeNote.run(note, clock.now().toISOString()).changes === 1,
    deletesShownUntil: (destination, companyId) => {
      const until = readUntil.get(destination, companyId);
      return typeof until === "string" ? until : null;
    },
    markDeletesShown: (destination, companyId, until) => {
      writeUntil.run(destination, companyId, until);
    },
  };
}
