import type Electron from "electron";
import { EventEmitter } from "node:events";
import { imitate } from "./not-imitated.ts";
import { protocol } from "./protocol-handler.ts";

type Members =
  | "setPermissionCheckHandler"
  | "setPermissionRequestHandler"
  | "setDevicePermissionHandler"
  | "setSpellCheckerEnabled"
  | "clearCache"
  | "flushStorageData";

/** Permissions are kept only: no page of the browser is ever granted one. */
class SessionImitation extends EventEmitter implements Pick<Electron.Session, Members> {
  readonly protocol = protocol;
  _requestHandler: unknown = null;
  _checkHandler: unknown = null;

  setPermissionRequestHandler(handler: unknown): void {
    this._requestHandler = handler;
  }
  setPermissionCheckHandler(handler: unknown): void {
    this._checkHandler = handler;
  }
  setDevicePermissionHandler(): void {}
  setSpellCheckerEnabled(): void {}
  flushStorageData(): void {}
  async clearCache(): Promise<void> {}
}

export const defaultSession = imitate("session.defaultSession", new SessionImitation());
export const session = imitate("session", { defaultSession });
