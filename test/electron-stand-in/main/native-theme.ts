import type Electron from "electron";
import { host } from "./host-link.ts";
import { CheckedEmitter, imitate } from "./not-imitated.ts";

type Members = "shouldUseDarkColors" | "themeSource" | "shouldUseHighContrastColors" | "inForcedColorsMode";

class ThemeImitation extends CheckedEmitter implements Pick<Electron.NativeTheme, Members> {
  readonly shouldUseHighContrastColors = false;
  readonly inForcedColorsMode = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  _source: Electron.NativeTheme["themeSource"] = "system";
  _isSystemDark = process.env["ELECTRON_STAND_IN_THEME"] === "dark";

  constructor() {
    super("nativeTheme", ["updated"]);
  }
  get shouldUseDarkColors(): boolean {
    return this._source === "system" ? this._isSystemDark : this._source === "dark";
  }
  /** What the taskbar wears, whatever the app has chosen for itself. */
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this._isSystemDark;
  }
  get themeSource(): Electron.NativeTheme["themeSource"] {
    return this._source;
  }
  set themeSource(source: Electron.NativeTheme["themeSource"]) {
    if (source === this._source) return;
    this._source = source;
    this._announce();
  }
  /** For specs: the person changes the system's theme. */
  _setSystem(isDark: boolean): void {
    this._isSystemDark = isDark;
    this._announce();
  }
  _announce(): void {
    host.tell("theme", { isDark: this.shouldUseDarkColors });
    this.emit("updated");
  }
}

const theme = new ThemeImitation();
export const nativeTheme = imitate("nativeTheme", theme);

export function tellTheme(): void {
  host.tell("theme", { isDark: theme.shouldUseDarkColors });
}
