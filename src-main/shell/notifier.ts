import { Notification } from "electron";
import { emptyAgentState } from "../contract/agent-state.ts";
import type { AgentState } from "../contract/agent-state.ts";
import type { AppSettings, NotificationKind } from "../contract/app-settings.ts";
import type { Route } from "../contract/channels.ts";
import { sayShell } from "../contract/texts.ts";
import { decideNotifications } from "./notifications.ts";
import type { NotificationMemoryStore } from "./notification-memory.ts";
import type { NotificationMemory } from "./notifications.ts";

/** Shows what notifications.ts decides. */
export interface Notifier {
  note(state: AgentState): void;
  test(kind: NotificationKind): void;
}

interface NotifierParts {
  readonly settings: () => AppSettings;
  readonly open: (route: Route) => void;
  readonly nowMs: () => number;
  /** What was told before the last start, or "once a day" would mean once a start. */
  readonly memory: NotificationMemoryStore;
}

export function createNotifier({ settings, open, nowMs, memory: store }: NotifierParts): Notifier {
  let before: AgentState = emptyAgentState;
  let memory: NotificationMemory = store.read();
  /** Held until clicked or closed: one that nobody holds never hears its click. */
  const shown = new Set<Notification>();

  const show = (title: string, body: string, route: Route): void => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    shown.add(notification);
    notification.on("click", () => {
      shown.delete(notification);
      open(route);
    });
    notification.on("close", () => shown.delete(notification));
    notification.show();
  };

  return {
    note: (state) => {
      const { notifications, language } = settings();
      const decided = decideNotifications(before, state, memory, {
        isWanted: notifications,
        language,
        nowMs: nowMs(),
      });
      before = state;
      if (JSON.stringify(memory) !== JSON.stringify(decided.memory)) store.write(decided.memory);
      memory = decided.memory;
      for (const { title, body, route } of decided.notifications) show(title, body, route);
    },
    test: () => {
      const { language } = settings();
      show(sayShell(language, "notifyTestTitle"), sayShell(language, "notifyTestBody"), {
        page: "settings",
        section: "notifications",
      });
    },
  };
}
