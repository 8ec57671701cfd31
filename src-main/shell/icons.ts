import path from "node:path";
import type { Overall } from "../contract/agent-state.ts";

/** The pictures lie beside the bundles, in assets/, made from the SVG sources there. */
const assets = path.join(import.meta.dirname, "..", "assets");

/** Windows chooses among the sizes of an .ico; elsewhere a .png (with @2x beside it) is needed. */
export function trayIconFile(overall: Overall, isDark: boolean, platform: NodeJS.Platform): string {
  const ending = platform === "win32" ? "ico" : "png";
  return path.join(assets, "tray", `${overall}-${isDark ? "dark" : "light"}.${ending}`);
}

export function windowIconFile(platform: NodeJS.Platform): string {
  return path.join(assets, platform === "win32" ? "icon.ico" : "icon.png");
}
