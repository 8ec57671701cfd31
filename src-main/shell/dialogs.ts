import path from "node:path";
import { app, dialog } from "electron";
import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from "electron";
import type { ExportFormat } from "../contract/rows.ts";
import { sayShell } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";

/** The system's own dialogs for files; each answers null when the user closed it. */
export interface Dialogs {
  chooseExportFile(name: string, format: ExportFormat): Promise<string | null>;
  chooseDatabaseFile(): Promise<string | null>;
  chooseBackup(): Promise<string | null>;
}

export function createDialogs(parent: () => BrowserWindow | null, language: () => Language): Dialogs {
  const save = async (options: SaveDialogOptions): Promise<string | null> => {
    const window = parent();
    const answer = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    return answer.canceled || answer.filePath === "" ? null : answer.filePath;
  };
  const open = async (options: OpenDialogOptions): Promise<string | null> => {
    const window = parent();
    const answer = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  };
  return {
    chooseExportFile: (name, format) =>
      save({
        title: sayShell(language(), "exportDialogTitle"),
        defaultPath: path.join(app.getPath("documents"), name),
        filters: [
          {
            name: sayShell(language(), format === "csv" ? "exportFilterCsv" : "exportFilterXlsx"),
            extensions: [format],
          },
        ],
      }),
    chooseDatabaseFile: () =>
      save({
        title: sayShell(language(), "databaseDialogTitle"),
        defaultPath: path.join(app.getPath("documents"), "tally-replica.sqlite"),
        filters: [{ name: sayShell(language(), "databaseFilter"), extensions: ["sqlite"] }],
        properties: ["dontAddToRecent"],
      }),
    chooseBackup: () =>
      open({
        title: sayShell(language(), "restoreDialogTitle"),
        filters: [{ name: sayShell(language(), "databaseFilter"), extensions: ["sqlite"] }],
        properties: ["openFile", "dontAddToRecent"],
      }),
  };
}
