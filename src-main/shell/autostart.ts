import { app } from "electron";

/** Given to the program when Windows starts it: the tray appears, no window does. */
export const hiddenArgument = "--hidden";

/** Start with Windows, for this user only. A development copy does not register itself. */
export function setAutostart(isWanted: boolean): void {
  if (!app.isPackaged) return;
  app.setLoginItemSettings({ openAtLogin: isWanted, args: [hiddenArgument] });
}
