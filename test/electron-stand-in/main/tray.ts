import type Electron from "electron";
import { requireReady } from "./app-life.ts";
import { CheckedEmitter, imitate } from "./not-imitated.ts";

type Members =
  | "destroy"
  | "getBounds"
  | "isDestroyed"
  | "popUpContextMenu"
  | "setContextMenu"
  | "setImage"
  | "setToolTip";

/** The icon of the notification area: what is set on it is read by the probe. */
class TrayImitation extends CheckedEmitter implements Pick<Electron.Tray, Members> {
  _isDestroyed = false;

  constructor(image: Electron.NativeImage | string) {
    requireReady("Tray");
    super("Tray", ["click", "double-click", "right-click", "middle-click", "mouse-enter", "mouse-leave"]);
    const self = imitate<TrayImitation>("Tray", this);
    self.setImage(image);
    return self;
  }
  setImage(_image: Electron.NativeImage | string): void {}
  setToolTip(_text: string): void {}
  setContextMenu(_menu: Electron.Menu | null): void {}
  popUpContextMenu(): void {}
  getBounds(): Electron.Rectangle {
    return { x: 1_700, y: 1_040, width: 24, height: 24 };
  }
  destroy(): void {
    this._isDestroyed = true;
  }
  isDestroyed(): boolean {
    return this._isDestroyed;
  }
}

export const Tray = imitate("Tray", TrayImitation);
