import type Electron from "electron";
import { requireReady } from "./app-life.ts";
import { CheckedEmitter, imitate } from "./not-imitated.ts";

const knownOptions = new Set(["title", "body", "silent", "icon", "urgency", "timeoutType", "id", "groupId"]);

class NotificationImitation
  extends CheckedEmitter
  implements Pick<Electron.Notification, "show" | "close" | "title" | "body" | "silent">
{
  title: string;
  body: string;
  silent: boolean;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    requireReady("Notification");
    super("Notification", ["show", "click", "close", "failed"]);
    const unknown = Object.keys(options).find((key) => !knownOptions.has(key));
    this.title = options.title ?? "";
    this.body = options.body ?? "";
    this.silent = options.silent ?? false;
    const self = imitate<NotificationImitation>("Notification", this);
    // Asked of the stand-in itself, so that an option without effect here is told, not lost.
    if (unknown !== undefined) Reflect.get(self, `option ${unknown}`);
    return self;
  }
  show(): void {
    this.emit("show");
  }
  close(): void {
    this.emit("close");
  }
  static isSupported(): boolean {
    return true;
  }
}

export const Notification = imitate("Notification", NotificationImitation);
