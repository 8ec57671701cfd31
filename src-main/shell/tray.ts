import { Menu, nativeImage, nativeTheme, Tray } from "electron";
import type { MenuItemConstructorOptions } from "electron";
import type { Overall } from "../contract/agent-state.ts";
import { trayIconFile } from "./icons.ts";
import type { TrayCommand, TrayItem, TrayView } from "./tray-view.ts";

/** The icon in the notification area; draws what tray-view.ts says. */
interface TrayIcon {
  show(view: TrayView): void;
}

function templateOf(
  items: readonly TrayItem[],
  run: (command: TrayCommand) => void,
): MenuItemConstructorOptions[] {
  return items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case "separator":
        return { type: "separator" };
      case "label":
        return { label: item.label, enabled: false };
      case "command":
        return { label: item.label, click: () => run(item.command) };
      case "menu":
        return {
          label: item.label,
          enabled: item.items.length > 0,
          submenu: templateOf(item.items, run),
        };
    }
  });
}

export function createTray(run: (command: TrayCommand) => void): TrayIcon {
  const iconOf = (overall: Overall): Electron.NativeImage =>
    nativeImage.createFromPath(trayIconFile(overall, nativeTheme.shouldUseDarkColors, process.platform));
  // Kept by the closures below: a tray that nobody holds vanishes with the next garbage collection.
  const tray = new Tray(iconOf("waiting"));
  let shown: TrayView | null = null;
  tray.on("click", () => run({ kind: "open", route: null }));
  nativeTheme.on("updated", () => {
    if (shown !== null) tray.setImage(iconOf(shown.overall));
  });
  return {
    show: (view) => {
      if (shown?.overall !== view.overall) tray.setImage(iconOf(view.overall));
      if (shown?.tooltip !== view.tooltip) tray.setToolTip(view.tooltip);
      // Replacing an open menu closes it under the user's hand: only when something in it changed.
      if (JSON.stringify(shown?.items) !== JSON.stringify(view.items)) {
        tray.setContextMenu(Menu.buildFromTemplate(templateOf(view.items, run)));
      }
      shown = view;
    },
  };
}
