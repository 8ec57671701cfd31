import type { Clock } from "../contract/clock.ts";
import type { AgentMemory } from "./agent-memory.ts";
import type { MemoryDatabase } from "./memory-file.ts";

type ShownMemory = Pick<
  AgentMemory,
  "isFirstTime" | "shownDeletes" | "markDeletesShown" | "forgetShownDeletes"
>;

/** What a person on this PC has been told or shown. */
export function createShownMemory(database: MemoryDatabase, clock: Clock): ShownMemory {
  const writeNote = database.prepare("insert or ignore into notes_shown (note, shown_at) values (?, ?)");
  const selectDelete = database.prepare("select 1 from deletes_shown where delete_key = ?").pluck();
  const insertDelete = database.prepare(
    "insert or ignore into deletes_shown (delete_key, shown_at) values (?, ?)",
  );
  const dropDelete = database.prepare("delete from deletes_shown where delete_key = ?");
  const forEach = database.transaction((keys: readonly string[], act: (key: string) => void) => {
    for (const key of keys) act(key);
  });
  return {
    isFirstTime: (note) => writeNote.run(note, clock.now().toISOString()).changes === 1,
    shownDeletes: (keys) => new Set(keys.filter((key) => selectDelete.get(key) === 1)),
    markDeletesShown: (keys) => {
      const shownAt = clock.now().toISOString();
      forEach(keys, (key) => insertDelete.run(key, shownAt));
    },
    forgetShownDeletes: (keys) => {
      forEach(keys, (key) => dropDelete.run(key));
    },
  };
}
