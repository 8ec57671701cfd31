import ElectronStore from "electron-store";
import { z } from "zod";
import { emptyNotificationMemory } from "./notifications.ts";
import type { NotificationMemory } from "./notifications.ts";

/** Remembers over a restart what was told. Only times and causes; losing it costs one notification too many. */
export interface NotificationMemoryStore {
  read(): NotificationMemory;
  write(memory: NotificationMemory): void;
}

const memorySchema = z.object({
  toldAt: z.record(z.string(), z.number()),
  inTrouble: z.record(z.string(), z.string()),
  loading: z.array(z.string()).default([]),
});

export function openNotificationMemory(folder: string): NotificationMemoryStore {
  const store = new ElectronStore<Record<string, unknown>>({
    name: "notifications",
    cwd: folder,
    clearInvalidConfig: true,
    configFileMode: 0o600,
  });
  return {
    read: () => memorySchema.safeParse(store.store).data ?? emptyNotificationMemory,
    write: (memory) => {
      store.store = { ...memory };
    },
  };
}
